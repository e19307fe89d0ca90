"""The search in the browser: its index, and its script, which runs here where node is installed."""

from __future__ import annotations

import json
import shutil
import subprocess
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from publish_world import files

from disinfograph.publish.words import words
from disinfograph.site import assets

_SCRIPT = assets.FOLDER / "search.js"
_ASK = """
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
const { narrowed, ranked, words } = await import(process.argv[1]);
const asked = JSON.parse(readFileSync(0, "utf8"));
if (asked.texts) console.log(JSON.stringify(asked.texts.map(words)));
else {
  const from = async (name) => JSON.parse(await readFile(`${asked.folder}/${name}`, "utf8"));
  const about = await from("index.json");
  const facets = {};
  for (const kind of Object.keys(about.facets)) facets[kind] = await from(`facet-${kind}.json`);
  const some = narrowed(facets, asked.chosen, asked.every);
  const best = await ranked(about, asked.words, from);
  console.log(JSON.stringify({ best, some: some && [...some] }));
}
"""


def _node(asked: object) -> Any:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    run = subprocess.run(
        [node, "--input-type=module", "-e", _ASK, _SCRIPT.as_uri()],
        input=json.dumps(asked), capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def _cases(site: Path) -> list[list[str]]:
    portion = json.loads((site / "search" / "index.json").read_bytes())
    found: list[list[str]] = []
    for number in range(-(-portion["cases"] // portion["portion"])):
        found += json.loads((site / "search" / f"cases-{number}.json").read_bytes())
    return found


def _found(site: Path, text: str, chosen: dict[str, list[str]] | None = None, *, every: bool = False) -> list[str]:
    said = _node({"folder": str(site / "search"), "words": text, "chosen": chosen or {}, "every": every})
    cases = _cases(site)
    best = range(len(cases)) if said["best"] is None else said["best"]
    return [cases[number][0] for number in best if said["some"] is None or number in said["some"]]


def test_the_index_holds_every_case_newest_first(examples_site: Path) -> None:
    cases = _cases(examples_site)
    there = files(examples_site)
    assert all(f"case/{slug}.html" in there for slug, *_ in cases)
    assert len({slug for slug, *_ in cases}) == len(cases) == 120
    days = [day for *_, day, _ in cases if day]
    assert days == sorted(days, reverse=True)


def test_words_are_in_parts_in_order(examples_site: Path) -> None:
    first = json.loads((examples_site / "search" / "index.json").read_bytes())["words"]
    held: list[str] = []
    for number, word in enumerate(first):
        part = json.loads((examples_site / "search" / f"words-{number}.json").read_bytes())
        assert part[0][0] == word
        held += [each for each, *_ in part]
    assert held == sorted(held, key=lambda word: word.encode("utf-16-be"))
    assert {"laboratory", "ukraine"} <= set(held)


def test_every_file_of_the_index_is_small(examples_site: Path) -> None:
    large = {path: file.stat().st_size for path, file in files(examples_site).items() if path.startswith("search/")}
    assert max(large.values()) < 100_000


def test_facets_count_the_cases_of_their_things(examples_site: Path) -> None:
    rows = json.loads((examples_site / "search" / "facet-place.json").read_bytes())
    held = {slug: list(accumulate(steps)) for slug, _, _, steps in rows}
    assert all(numbers == sorted(set(numbers)) and numbers[-1] < 120 for numbers in held.values())
    assert len(held["UA"]) > 20


def test_a_search_finds_words_of_titles_and_of_responses(examples_site: Path) -> None:
    assert "the-lugar-laboratory-in-georgia-tests-biological-weapons-on-people" in _found(
        examples_site, "Georgian National Centre for Disease Control"
    )
    first = _found(examples_site, "LUGAR laboratory")[0]
    assert "lugar" in first


def test_a_beginning_finds_and_a_minus_leaves_out(examples_site: Path) -> None:
    every = set(_found(examples_site, "laborator*"))
    assert every > set(_found(examples_site, "laboratory"))
    without = set(_found(examples_site, "laborator* -lugar"))
    assert without < every
    assert not any("lugar" in slug for slug in without)


def test_nothing_is_found_for_a_word_that_no_case_holds(examples_site: Path) -> None:
    assert _found(examples_site, "laboratory xylophones") == []


def test_choices_narrow_down_by_any_or_by_all(examples_site: Path) -> None:
    either = _found(examples_site, "", {"place": ["UA", "GE"]})
    both = _found(examples_site, "", {"place": ["UA", "GE"]}, every=True)
    assert set(both) < set(either)
    one = _found(examples_site, "", {"place": ["GE"], "language": ["ru"]})
    assert set(one) < set(_found(examples_site, "", {"place": ["GE"]}))


def test_browser_and_index_take_the_same_words() -> None:
    texts = ["Ünïcode façade", "Łódź Straße", "Київ і Харків", "ΟΔΥΣΣΕΥΣ", "مُحَمَّد", "it's 5G-ready", "a_b", "ISIS’s"]
    assert _node({"texts": texts}) == [words(text) for text in texts]


def test_browser_and_index_take_the_same_words_with_every_letter_of_europe_and_the_near_east() -> None:
    letters = [chr(code) for code in (*range(0x20, 0x700), *range(0x10A0, 0x1100), *range(0x1E00, 0x2000))]
    texts = [f"a{letter}b {letter}" for letter in letters]
    theirs = _node({"texts": texts})
    other = [letter for letter, text, said in zip(letters, texts, theirs, strict=True) if said != words(text)]
    assert other == []


def test_the_static_search_page_loads_the_script_and_the_served_one_does_not(examples_site: Path) -> None:
    page = (examples_site / "search.html").read_text("utf-8")
    assert 'src="assets/search.js"' in page
    assert (examples_site / "assets" / "search.js").is_file()
    assert "<noscript>" in page
