"""The search in the browser: its index, and its script, which runs here where node is installed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from publish_world import files

from disinfograph.publish.words import words
from disinfograph.search.words import stems
from disinfograph.searching import beside
from disinfograph.site import assets

_SCRIPT = assets.FOLDER / "search.js"
_ASK = """
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
const { narrowed, ranked, words } = await import(process.argv[1]);
const asked = JSON.parse(readFileSync(0, "utf8"));
if (asked.typed) {
  const { stem } = await import(process.argv[1].replace("search.js", "stemming.js"));
  console.log(JSON.stringify(asked.typed.map(stem)));
} else if (asked.texts) console.log(JSON.stringify(asked.texts.map(words)));
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
    assert every >= set(_found(examples_site, "laboratory"))
    assert every > set(_found(examples_site, "laborator"))
    without = set(_found(examples_site, "laborator* -lugar"))
    assert without < every
    assert not any("lugar" in slug for slug in without)


def _has_in_a_row(site: Path, slug: str, phrase: str) -> bool:
    page = (site / "case" / f"{slug}.html").read_text("utf-8")
    return f" {phrase} " in f" {' '.join(words(unescape(re.sub('<[^>]*>', ' ', page))))} "


def test_quoted_words_stand_in_a_row(examples_site: Path) -> None:
    loose = set(_found(examples_site, "the coup"))
    quoted = set(_found(examples_site, '"the coup"'))
    assert quoted < loose
    assert quoted
    assert all(_has_in_a_row(examples_site, slug, "the coup") for slug in quoted)
    assert set(_found(examples_site, "“The Coup”")) == quoted
    assert _found(examples_site, '"coup the"') == []
    assert set(_found(examples_site, '"the cou"*')) >= quoted
    assert set(_found(examples_site, '-"the coup" the coup')) == loose - quoted


def test_either_of_two_is_enough_with_or(examples_site: Path) -> None:
    georgia, crimea = (set(_found(examples_site, word)) for word in ("georgia", "crimea"))
    assert georgia - crimea
    assert crimea - georgia
    assert set(_found(examples_site, "georgia OR crimea")) == georgia | crimea
    laboratory = set(_found(examples_site, "laboratory"))
    assert set(_found(examples_site, "laboratory georgia OR crimea")) == laboratory & (georgia | crimea)
    assert set(_found(examples_site, "georgia NOT laboratory")) == georgia - laboratory
    assert set(_found(examples_site, "OR georgia OR")) == georgia


def test_english_forms_are_found_but_not_by_what_is_quoted(examples_site: Path) -> None:
    every = set(_found(examples_site, "laboratory"))
    assert every == set(_found(examples_site, "laboratories"))
    assert every == set(_found(examples_site, '"laboratory" OR "laboratories"'))
    assert set(_found(examples_site, '"laboratories"')) < every


def test_signs_without_words_find_nothing_and_break_nothing(examples_site: Path) -> None:
    for text in ('"', '""', "OR", "-", "*", '-"', "( )", "\ufffd"):
        assert _found(examples_site, text) == []


def test_the_browser_finds_the_cases_that_a_server_finds(examples_site: Path, examples_store: Path) -> None:
    asked = [
        "laboratory", "laboratories", "elections", '"biological weapons"', "lugar", "crimea", "laborator* -lugar",
        "nato", '"the coup"', "weapons of mass destruction", "shot down", "west's", "poisoned NOT navalny",
    ]  # fmt: skip
    search = beside(examples_store)
    ours = {text: set(_found(examples_site, text)) for text in asked}
    theirs = {text: {hit.slug for hit in search.find(text, limit=200).hits} for text in asked}
    # A server knows the names of things in other languages too.
    assert [text for text in asked if not ours[text] <= theirs[text]] == []
    assert sum(map(len, ours.values())) >= 0.95 * sum(map(len, theirs.values())) > 50
    assert [text for text in asked[:7] if ours[text] != theirs[text]] == []


def test_words_lose_their_endings_as_on_a_server(examples_site: Path) -> None:
    typed = sorted({word for _, title, _, _, text in _cases(examples_site) for word in words(f"{title} {text}")})
    typed += [
        "skies",
        "dying",
        "pasted",
        "adding",
        "internally",
        "organizations",
        "yes",
        "sayings",
        "falling",
        "hoping",
    ]
    assert _node({"typed": typed}) == [stems(word)[0] for word in typed]


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
