from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import yaml

from disinfograph import vocabularies
from disinfograph.errors import NotFound, UnreadableInput
from disinfograph.namespaces import BASE, PREFIXES
from disinfograph.resolve.scheme import mappings
from disinfograph.resolve.scheme.mappings import COLUMNS, MappingSet
from disinfograph.resolve.scheme.schemes import ExternalScheme, read_scheme

SETS = ("cards", "disarm", "keywords", "semeval", "voxukraine")
SKOS = PREFIXES["skos"]
NARRATIVES = {concept.iri: concept for concept in vocabularies.load("narratives")}
KEYWORDS = {concept.iri: concept for concept in vocabularies.load("keywords")}
SSSOM = os.environ.get("DISINFOGRAPH_SSSOM") or shutil.which("sssom")
EXACT = [mapping for mapping in mappings.all_mappings() if mapping.predicate == SKOS + "exactMatch"]
Links = dict[str, set[str]]


def file_of(root: Path, name: str) -> Path:
    return root / "ontology" / "mappings" / f"{name}.sssom.tsv"


def rows_of(root: Path, name: str) -> list[dict[str, str]]:
    lines = [line for line in file_of(root, name).read_text("utf-8").splitlines() if not line.startswith("#")]
    return [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in lines[1:]]


def metadata_of(root: Path, name: str) -> dict[str, object]:
    lines = file_of(root, name).read_text("utf-8").splitlines()
    loaded = yaml.safe_load("\n".join(line.removeprefix("#") for line in lines if line.startswith("#")))
    assert isinstance(loaded, dict)
    return loaded


def test_there_is_a_set_for_each_scheme_that_ours_is_mapped_to() -> None:
    assert mappings.names() == SETS
    with pytest.raises(NotFound, match="semeval"):
        mappings.load("nothing")


@pytest.mark.parametrize("name", SETS)
def test_a_set_says_what_it_is_and_under_which_licence_it_stands(name: str, root: Path) -> None:
    said = metadata_of(root, name)
    assert said["mapping_set_id"] == f"{BASE}mapping/{name}" == mappings.load(name).iri
    assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert said["creator_label"] == ["disinfograph contributors"]
    assert said["subject_source"] == "scheme:narratives"
    for slot in ("mapping_set_title", "mapping_set_description", "mapping_set_version", "mapping_date", "see_also"):
        assert said[slot]
    single = {key: value for key, value in said.items() if isinstance(value, str)}
    assert single == mappings.load(name).metadata


@pytest.mark.parametrize("name", SETS)
def test_a_set_keeps_the_rules_of_sssom_and_its_rows_are_sorted(name: str, root: Path) -> None:
    rows = rows_of(root, name)
    prefixes = metadata_of(root, name)["curie_map"]
    assert isinstance(prefixes, dict)
    for row in rows:
        for column in ("subject_id", "predicate_id", "object_id", "mapping_justification"):
            prefix, _, local = row[column].partition(":")
            assert prefix in prefixes
            assert re.fullmatch(r"[\w.-]+", local)
        assert 0 < float(row["confidence"]) <= 1
        assert row["object_label"]
    used = {row[column].partition(":")[0] for row in rows for column in COLUMNS if column.endswith("_id")}
    assert used <= prefixes.keys()
    keys = [(row["subject_id"], row["predicate_id"], row["object_id"]) for row in rows]
    assert keys == sorted(keys)


@pytest.mark.parametrize("name", SETS)
def test_a_set_names_our_narratives_by_their_present_labels(name: str, root: Path) -> None:
    for row in rows_of(root, name):
        if row["subject_id"] == "sssom:NoTermFound":
            assert not row["subject_label"]
            assert row["comment"]
        else:
            assert row["subject_label"] == NARRATIVES[BASE + row["subject_id"].replace(":", "/")].label


@pytest.mark.parametrize(("name", "least"), [("semeval", 60), ("cards", 20), ("disarm", 10), ("keywords", 60)])
def test_a_set_maps_enough_to_be_of_use(name: str, least: int) -> None:
    assert len(mappings.load(name).mappings) >= least


def test_the_triples_are_those_of_all_sets_in_full_iris() -> None:
    triples = list(mappings.triples())
    assert len(triples) == len(set(triples)) == len(mappings.all_mappings())
    assert (
        f"{BASE}narrative/ukraine-puppet",
        f"{SKOS}exactMatch",
        f"{BASE}scheme/semeval/ukraine-is-a-puppet-of-the-west",
    ) in triples
    assert {predicate.removeprefix(SKOS) for _, predicate, _ in triples} == {
        "exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch",
    }  # fmt: skip
    assert all(subject in NARRATIVES and re.match("https?://", other) for subject, _, other in triples)


def test_keywords_are_ours_and_a_heading_never_equals_a_claim() -> None:
    for mapping in mappings.load("keywords").mappings:
        assert mapping.object_label == KEYWORDS[mapping.object_].label
        assert mapping.predicate != SKOS + "exactMatch"


def test_a_technique_is_related_to_a_narrative_and_no_more() -> None:
    assert {mapping.predicate for mapping in mappings.load("disarm").mappings} == {SKOS + "relatedMatch"}


def above(links: Links, start: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(links.get(start, ()))
    while waiting:
        iri = waiting.pop()
        if iri not in seen:
            seen.add(iri)
            waiting += links.get(iri, ())
    return seen


def canonical(iri: str) -> str:
    """Return our narrative for what it exactly matches."""
    return next((m.subject for m in EXACT if m.object_ == iri), iri)


def broader_links(pairs: Iterable[tuple[str, str]]) -> Links:
    """Join our hierarchies, those of others (`pairs`, the narrower first) and the mappings."""
    links: Links = defaultdict(set)
    ours = (
        (concept.iri, higher) for concept in (*NARRATIVES.values(), *KEYWORDS.values()) for higher in concept.broader
    )
    up = ((m.subject, m.object_) for m in mappings.all_mappings() if m.predicate == SKOS + "broadMatch")
    down = ((m.object_, m.subject) for m in mappings.all_mappings() if m.predicate == SKOS + "narrowMatch")
    for below, higher in (*ours, *pairs, *up, *down):
        links[canonical(below)].add(canonical(higher))
    return links


def contradictions(links: Links) -> Iterator[tuple[str, str]]:
    """Yield what makes no sense: a concept above itself, and one both above and merely related (SKOS, S27)."""
    higher = {iri: above(links, iri) for iri in list(links)}
    yield from ((iri, iri) for iri, found in higher.items() if iri in found)
    for mapping in mappings.all_mappings():
        one, other = mapping.subject, canonical(mapping.object_)
        if mapping.predicate == SKOS + "relatedMatch" and (
            other in higher.get(one, ()) or one in higher.get(other, ())
        ):
            yield one, other


def test_nothing_is_both_above_and_merely_related() -> None:
    assert list(contradictions(broader_links(()))) == []


def original(scheme: ExternalScheme) -> dict[str, str]:
    """Return the IRI of each concept in the words of its own scheme, where it has one, by its slug."""
    return {c.slug: dict(c.matches).get("exactMatch", f"{BASE}scheme/{scheme.name}/{c.slug}") for c in scheme.concepts}


def hierarchy(scheme: ExternalScheme) -> Iterator[tuple[str, str]]:
    own = original(scheme)
    yield from ((own[concept.slug], own[slug]) for concept in scheme.concepts for slug in concept.broader)


def voxukraine(shared: Path) -> Iterator[tuple[str, str]]:
    narratives: dict[str, int] = {}
    fakes: dict[tuple[str, str], int] = {}
    for row in json.loads((shared / "data/narratives/voxukraine_eng.json").read_text("utf-8")):
        for key, found in ((row["Narrative"], narratives), ((row["Narrative"], row["Fakes"]), fakes)):
            found[key] = min(row["id"], found.get(key, row["id"]))
    for (narrative, _), number in fakes.items():
        scheme = f"{BASE}scheme/voxukraine/"
        yield f"{scheme}fake-{number}", f"{scheme}narrative-{narratives[narrative]}"


def test_nothing_is_both_above_and_merely_related_once_the_schemes_of_others_stand_beside_ours(shared: Path) -> None:
    folder = shared / "data" / "narratives"
    semeval = read_scheme(folder / "semeval2025_taxonomy.json", "semeval")
    cards = read_scheme(folder / "cards.ttl", "cards")
    pairs = [*hierarchy(semeval), *hierarchy(cards), *voxukraine(shared)]
    assert list(contradictions(broader_links(pairs))) == []


@pytest.mark.parametrize(("name", "file"), [("semeval", "semeval2025_taxonomy.json"), ("cards", "cards.ttl")])
def test_what_is_mapped_is_there_and_is_called_so(name: str, file: str, shared: Path) -> None:
    scheme = read_scheme(shared / "data" / "narratives" / file, name)
    labels = {original(scheme)[concept.slug]: concept.labels[0][1] for concept in scheme.concepts}
    found = mappings.load(name)
    assert {m.object_: m.object_label for m in found.mappings}.items() <= labels.items()
    assert {gap.iri: gap.label for gap in found.gaps}.items() <= labels.items()


def test_every_top_narrative_of_semeval_is_mapped_or_known_to_be_missing(shared: Path) -> None:
    scheme = read_scheme(shared / "data" / "narratives" / "semeval2025_taxonomy.json", "semeval")
    tops = {f"{BASE}scheme/semeval/{c.slug}" for c in scheme.concepts if set(c.broader) & {"urw", "cc"}}
    said = mappings.load("semeval")
    assert len(tops) == 21
    assert tops <= {m.object_ for m in said.mappings} | {gap.iri for gap in said.gaps}


def test_the_ids_of_voxukraine_are_those_of_its_table(shared: Path) -> None:
    ids = {iri for pair in voxukraine(shared) for iri in pair}
    said = mappings.load("voxukraine")
    assert {m.object_ for m in said.mappings} | {gap.iri for gap in said.gaps} <= ids


def test_the_techniques_are_those_of_disarm(shared: Path) -> None:
    bundle = json.loads((shared / "data" / "disarm" / "DISARM.json").read_text("utf-8"))
    techniques = {
        reference["url"]: thing["name"]
        for thing in bundle["objects"]
        if thing["type"] == "attack-pattern"
        for reference in thing["external_references"]
        if "external_id" in reference
    }
    assert {m.object_: m.object_label for m in mappings.load("disarm").mappings}.items() <= techniques.items()


@pytest.mark.skipif(SSSOM is None, reason="sssom-py is not on the path (see DISINFOGRAPH_SSSOM)")
@pytest.mark.parametrize("name", SETS)
def test_sssom_py_finds_nothing_wrong(name: str, root: Path) -> None:
    command = [str(SSSOM), "validate", str(file_of(root, name))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr


HEAD = """#curie_map:
#  narrative: "https://w3id.org/disinfograph/narrative/"
#  other: "https://example.org/"
#mapping_set_id: "https://example.org/set"
#mapping_set_title: "Of: a colon"
#creator_label:
#- "somebody"
#license: "https://creativecommons.org/licenses/by/4.0/"
"""
ROW = "narrative:skripal\tl\tskos:closeMatch\tother:a\tA\tsemapv:ManualMappingCuration\t0.5\t"


def a_set(folder: Path, *rows: str, head: str = HEAD, columns: Iterable[str] = COLUMNS) -> MappingSet:
    path = folder / "x.sssom.tsv"
    path.write_text(head + "\n".join(["\t".join(columns), *rows]) + "\n", "utf-8")
    return mappings.read(path)


def test_a_set_is_read_from_any_file(tmp_path: Path) -> None:
    said = a_set(tmp_path, ROW, ROW.replace("narrative:skripal", "sssom:NoTermFound").replace("other:a", "other:b"))
    (mapping,) = said.mappings
    assert (mapping.narrative, mapping.object_, mapping.confidence) == ("skripal", "https://example.org/a", 0.5)
    assert [gap.iri for gap in said.gaps] == ["https://example.org/b"]
    assert (said.name, said.metadata["mapping_set_title"]) == ("x", "Of: a colon")


def test_quotes_in_a_cell_are_letters(tmp_path: Path) -> None:
    assert a_set(tmp_path, ROW + '"so-called').mappings[0].comment == '"so-called'


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("narrative:skripal", "narrative:nobody", "line 10: maps narrative:nobody, which is no narrative"),
        ("other:a", "another:a", "'another:a', whose prefix the curie_map does not expand"),
        ("other:a", "a", "'a', whose prefix"),
        ("skos:closeMatch", "owl:sameAs", "'owl:sameAs', which is no mapping of SKOS"),
        ("0.5", "high", "'high', which is no number from 0 to 1"),
        ("0.5", "nan", "'nan', which is no number"),
        ("0.5", "1.5", "'1.5', which is no number from 0 to 1"),
        ("semapv:ManualMappingCuration", "semapv:LexicalMatching", "not justified"),
        ("\tA\t", "\t", "has not 8 cells"),
        ("\tA\t", "\tA\tB\t", "has not 8 cells"),
    ],
)
def test_a_row_that_breaks_a_rule_is_named_by_its_line(tmp_path: Path, old: str, new: str, reason: str) -> None:
    with pytest.raises(UnreadableInput, match=re.escape(reason)):
        a_set(tmp_path, ROW.replace(old, new))


def test_a_pair_is_judged_once(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"judges \S+skripal with \S+a twice"):
        a_set(tmp_path, ROW, ROW.replace("closeMatch", "relatedMatch"))


@pytest.mark.parametrize(("old", "new"), [("other:a", "other:b"), (":skripal", ":navalny")])
def test_an_exact_match_is_one_to_one(tmp_path: Path, old: str, new: str) -> None:
    exact = ROW.replace("closeMatch", "exactMatch")
    with pytest.raises(UnreadableInput, match="more than one exactMatch"):
        a_set(tmp_path, exact, exact.replace(old, new))


def test_what_is_mapped_cannot_be_missing_too(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="says that no narrative fits it"):
        a_set(tmp_path, ROW, ROW.replace("narrative:skripal", "sssom:NoTermFound"))


@pytest.mark.parametrize("slot", ["mapping_set_id", "mapping_set_title", "license"])
def test_a_set_without_its_metadata_is_refused(tmp_path: Path, slot: str) -> None:
    with pytest.raises(UnreadableInput, match=f"its metadata lack {slot}"):
        a_set(tmp_path, ROW, head=HEAD.replace(slot, "comment"))


def test_other_columns_and_missing_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="its columns are not subject_id"):
        a_set(tmp_path, columns=reversed(COLUMNS))
    with pytest.raises(UnreadableInput, match="cannot be read"):
        mappings.read(tmp_path / "none.sssom.tsv")
