"""What needs a person is asked with its weight, answers are taken once, and two stores are told apart."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disinfograph import vocabularies
from disinfograph.build import Options, build
from disinfograph.errors import NotFound, UnreadableInput
from disinfograph.mapping.words import decimal, word
from disinfograph.namespaces import BASE
from disinfograph.records import Article, CrossLink, Record, Run, Unresolved
from disinfograph.resolve.curation import suggestions
from disinfograph.resolve.curation.decided import CASE, LABEL, LINK, NARRATIVE, PHRASE, Decided, made
from disinfograph.resolve.curation.decisions import Decisions
from disinfograph.resolve.identity.identities import Conflict
from disinfograph.resolve.narrative.candidates import Candidate
from disinfograph.review import asking, comparison, items, questions, taking
from disinfograph.review.graph import Graph
from disinfograph.review.items import COLUMNS, KINDS, Item
from disinfograph.stores import Store, memory_store
from disinfograph.terms import text_token

CASES = (
    "case:the-bridge",
    "case:the-lake",
    "case:the-lake-was-poisoned",
    "case:the-lake-was-poisoned-by-foreign-divers",
    "case:the-sea",
    "case:an-echo",
)
WHO = ("Ada Example", "2026-11-22")
BRIDGE = Record(
    source="alpha",
    file="a.jsonl",
    position=1,
    url="https://example.org/report/the-bridge/",
    title="The bridge was never built by anyone in the whole country",
    response="A colour revolution was told of.",
    date="2021-03-04",
    countries=("Ukraine", "Georgia", "Snowland"),
    keywords=("=SUM of bridges",),
    outlets=("Polar Bear Radio",),
    articles=(Article("https://polar.example/1", outlet="Polar Bear Radio"),),
    narrative_phrases=("colour revolutions",),
    cross_links=(CrossLink("The lake was poisoned by foreign divers"), CrossLink("Nobody ever heard of that claim")),
    unresolved=(Unresolved("languages", "Snowish"), Unresolved("date", "a Tuesday")),
)
LAKE = Record(
    source="alpha",
    file="a.jsonl",
    position=2,
    url="https://example.org/report/the-lake/",
    title="The lake was poisoned by foreign divers",
    response="It was not.",
    date="2021-05-06",
    countries=("Poland", "SNOWLAND"),
    narrative_phrases=("lakes that foreigners poison by night",),
)
NEAR = replace(
    LAKE,
    position=3,
    url="https://example.org/report/the-sea/",
    title="A sea dried up over night, fishermen say",
    narrative_phrases=("lakes which foreigners poison at night",),
    cross_links=(CrossLink("The bridge was never built by anyone at all in the whole country"),),
)
# Two reports with one title, and a page that may be either.
TWIN = replace(
    LAKE, source="beta", file="b.csv", url="https://example.org/report/the-lake-was-poisoned/", narrative_phrases=()
)
PAGE = replace(
    TWIN, source="page", file="p.txt", url=None, title="The lake was poisoned by foreign divers!", response=None
)
ECHO = replace(
    NEAR,
    position=4,
    url="https://example.org/report/an-echo/",
    title="Somebody heard an echo in the empty valley",
    date="2021-07-08",
    narrative_phrases=(),
    cross_links=(CrossLink("The lakes were poisoned by foreign divers, they say"),),
)
WORLD = [BRIDGE, LAKE, NEAR, TWIN, PAGE, ECHO]


def store_of(records: Iterable[Record], decided: Iterable[Decided] = ()) -> Store:
    store = memory_store()
    build(store, records, lambda sources: Run(sources, (), "1"), Options(decisions=Decisions.of(decided)))
    return store


def told(case: str, narrative: str, method: str, confidence: float, words: str) -> list[str]:
    """Return the quads of a derived narrative, so that the questions do not depend on how methods are tuned."""
    subject, object_ = f"<{BASE}claim/{case}>", f"<{BASE}narrative/{narrative}>"
    node = f"<{BASE}assertion/of-{case}>"
    triples = [
        (subject, word("dg:promotes"), object_),
        (node, word("rdf:subject"), subject),
        (node, word("rdf:predicate"), word("dg:promotes")),
        (node, word("rdf:object"), object_),
        (node, word("dg:method"), f"<{BASE}method/{method}>"),
        (node, word("dg:confidence"), decimal(confidence)),
        (node, word("rdfs:comment"), text_token(words, "en")),
    ]
    return [f"{' '.join(triple)} ." for triple in triples]


def telling(store: Store, *quads: str) -> Store:
    """Return a copy of a store that says more."""
    copy = memory_store()
    copy.take([*store.quads(), *quads], store.ledger(), "copy")
    return copy


@pytest.fixture(scope="module")
def store() -> Store:
    return telling(store_of(WORLD), *told("the-bridge", "baltic-failing", "cue-match", 0.6, "bridge; built"))


@pytest.fixture(scope="module")
def later() -> Store:
    """Return the same world after a day: a date corrected, a report gone, a page found to be a report's."""
    bridge = replace(BRIDGE, date="2021-03-05", claim="No bridge.", narrative_phrases=(), response="", cross_links=())
    return store_of([bridge, LAKE, NEAR, PAGE])


def asked(store: Store, *kinds: str, decided: Iterable[Decided] = (), below: float = 1.1) -> list[Item]:
    return asking.questions(store, Decisions.of(decided), kinds or KINDS, below)


def decide(kind: str, *subject: str, meant: str = "", holds: bool | None = None) -> Decided:
    sure = bool(meant) if holds is None else holds
    return made(kind, subject, holds=sure, meant=meant, who=(*WHO, ""), where="here")


def by_label(found: Iterable[Item]) -> dict[str, Item]:
    return {item.label: item for item in found}


# Asking


def test_a_label_that_names_nothing_is_asked_about_with_the_cases_that_bear_it(store: Store) -> None:
    labels = by_label(asked(store, "label"))
    assert {"Snowish": "languages", "Polar Bear Radio": "outlets", "=SUM of bridges": "keywords"}.items() <= {
        label: item.about for label, item in labels.items()
    }.items()
    (snowland,) = (item for item in labels.values() if item.about == "countries")
    assert snowland.label in {"Snowland", "SNOWLAND"}
    assert snowland.context.startswith(f"{len(CASES)} cases, such as Claim: ")


def test_a_label_weighs_as_much_as_the_narratives_that_a_place_would_add(store: Store) -> None:
    graph = Graph(store)
    (snowland,) = (item for item in asked(store, "label") if item.about == "countries")
    assert graph.told("case:the-bridge")
    assert snowland.impact == len(CASES) + sum(len(graph.told(case)) for case in CASES)


def test_the_nearest_names_are_suggested_of_other_kinds_only_the_same_name() -> None:
    assert suggestions.for_label("Ukrayne", "place")[0].curie == "place:UA"
    assert ("place:UA", 1.0) in {(near.curie, near.likeness) for near in suggestions.for_label("Ukraine", "language")}
    assert suggestions.for_label("…", "place") == []
    assert suggestions.for_label("Qwrtz Plmpf", "place") == []


def test_a_phrase_is_near_the_narrative_whose_words_it_has() -> None:
    concept = vocabularies.load("narratives")[0]
    near = suggestions.for_phrase(f"the old story that {concept.label}")
    assert (f"narrative:{concept.slug}", 1.0) in {(one.curie, one.likeness) for one in near}


def test_what_stands_in_a_field_where_it_cannot_be_is_shown(store: Store) -> None:
    (value,) = asked(store, "value")
    assert (value.about, value.label) == ("case:the-bridge", "date: a Tuesday")


def test_a_doubtful_narrative_is_asked_about_with_the_words_that_decided(store: Store) -> None:
    graph = Graph(store)
    found = asked(store, "narrative")
    assert {(item.about, item.object) for item in found} == {
        (case, narrative) for case, narratives in graph.promoted.items() for narrative in narratives
    }
    (item,) = (item for item in found if item.object == "narrative:baltic-failing")
    assert item.about == "case:the-bridge"
    assert item.label == graph.names["narrative:baltic-failing"]
    assert item.context.startswith("Claim: The bridge was never built")
    assert item.context.endswith("cue-match 0.6: bridge; built")
    assert item.proposed == "accept"
    other = {each for n in graph.promoted[item.about] - {item.object} for each in graph.with_broader(n)}
    cells = 2 * len(graph.with_broader(item.object) - other)
    assert item.impact == pytest.approx((1 + cells) * 0.4, abs=0.001)


def test_what_is_sure_enough_is_not_asked_about(store: Store) -> None:
    assert asked(store, "narrative", below=0.0) == []


def test_a_link_that_leads_nowhere_is_asked_about_where_a_title_is_like_it(store: Store) -> None:
    found = by_label(asked(store, "link"))
    item = found["Claim: The lakes were poisoned by foreign divers, they say"]
    assert (item.about, item.object, item.proposed) == ("case:an-echo", "", "case:the-lake")
    assert "leads nowhere | case:the-lake (Claim: The lake was poisoned by foreign divers, " in item.context
    assert "Claim: Nobody ever heard of that claim" not in found


def test_a_doubtful_link_is_asked_about_with_where_it_leads(store: Store) -> None:
    link = "Claim: The bridge was never built by anyone at all in the whole country"
    item = by_label(asked(store, "link"))[link]
    assert (item.about, item.object) == ("case:the-sea", "case:the-bridge")
    assert "leads to Claim: The bridge was never built by anyone in the whole country | link-" in item.context


def test_phrases_that_match_nothing_are_asked_about_together(store: Store) -> None:
    asking_phrases = questions.Questions(Graph(store))
    phrases = ("lakes that foreigners poison by night", "lakes which foreigners poison at night")
    cluster = Candidate(phrases[0], phrases, ("the-lake", "the-sea"))
    found = [item for item in asking_phrases.candidates([cluster]) if item.about == phrases[0]]
    one, other = sorted(found, key=lambda item: item.label)
    assert (one.label, other.label) == phrases
    assert one.impact == other.impact == 4
    assert f"also worded: {phrases[1]}" in one.context


def test_every_phrase_without_a_narrative_is_asked_about(store: Store) -> None:
    labels = {item.label for item in asked(store, "candidate")}
    assert {"lakes that foreigners poison by night", "lakes which foreigners poison at night"} <= labels
    assert "colour revolutions" not in labels


def test_cases_that_may_be_one_are_asked_about_pair_by_pair(store: Store) -> None:
    pairs = {(item.about, item.object): item for item in asked(store, "identity")}
    page = "case:the-lake-was-poisoned-by-foreign-divers"
    assert set(pairs) == {
        ("case:the-lake", "case:the-lake-was-poisoned"),
        ("case:the-lake", page),
        (f"{page[:26]}", page),
    }
    item = pairs["case:the-lake", page]
    assert (item.label, item.proposed) == ("several cases may be this one", "same")
    assert "the same title" in item.context


def test_nothing_is_proposed_for_cases_without_titles(store: Store) -> None:
    conflict = Conflict("ambiguous", ("the-bridge", "without-a-title"), ("the same article",))
    (item,) = questions.Questions(Graph(store)).identities([conflict])
    assert (item.about, item.object, item.proposed) == ("case:the-bridge", "case:without-a-title", "")


def test_what_was_decided_is_not_asked_again(store: Store) -> None:
    decided = [
        decide(LABEL, "countries", "SNOWLAND"),
        decide(LABEL, "outlets", "Polar Bear Radio", meant="outlet:sputnik"),
        decide(PHRASE, "Lakes that foreigners poison by night"),
        decide(LINK, "the-sea", "The bridge was never built by anyone at all in the whole country"),
        decide(CASE, "the-lake", "the-lake-was-poisoned", holds=False),
        *(
            decide(NARRATIVE, "the-bridge", narrative.partition(":")[2], meant=narrative, holds=True)
            for narrative in Graph(store).promoted["case:the-bridge"]
        ),
    ]
    left = asked(store, decided=decided)
    labels = {item.label for item in left}
    assert labels.isdisjoint({"Snowland", "SNOWLAND", "Polar Bear Radio", "lakes that foreigners poison by night"})
    assert "Claim: The bridge was never built by anyone at all in the whole country" not in labels
    assert not [item for item in left if item.kind == "narrative" and item.about == "case:the-bridge"]
    assert len([item for item in left if item.kind == "identity"]) == 2


def test_questions_come_by_impact_and_always_in_the_same_order(store: Store) -> None:
    found = asked(store)
    assert {item.kind for item in found} == set(KINDS)
    assert [item.impact for item in found] == sorted((item.impact for item in found), reverse=True)
    assert asked(store) == found


def test_an_unknown_kind_of_question_is_refused(store: Store) -> None:
    with pytest.raises(NotFound, match="identity"):
        asked(store, "everything")


# The table

EVERY = Item("label", 1.5, "countries", "", "=cmd|' /C calc'!A0", '-1, +2; "three"\n@four', "place:UA", "none")


def test_the_table_opens_in_a_spreadsheet_and_runs_no_formula() -> None:
    written = items.rendered([EVERY, replace(EVERY, label="'=kept", context="\tTab")], "csv")
    assert written.startswith("\ufeff".encode())
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert rows[1][4:6] == ["'=cmd|' /C calc'!A0", '\'-1, +2; "three"\n@four']
    assert rows[2][4:6] == ["''=kept", "'\tTab"]
    assert rows[1][1] == "1.5"


@given(st.text(st.characters(blacklist_categories=("Cs",))))
def test_a_guarded_cell_is_read_back_as_it_was(text: str) -> None:
    assert items.unguarded(items.guarded(text)) == text
    assert not items.guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_table_is_read_back_as_it_was_written(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"review.{form}"
    path.write_bytes(items.rendered([EVERY, replace(EVERY, decision="")], form))
    ((where, item),) = items.filled_in(path)
    assert item == replace(EVERY, impact=0.0)
    assert where in {f"{path}, line 3", f"{path}, item 1"}


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_table_that_a_spreadsheet_saved_its_own_way_is_read(separator: str, tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL)
        writer.writerow([name.title() for name in COLUMNS])
        writer.writerow([str(value) for value in asdict(EVERY).values()])
        writer.writerow(["", "", ""])
    ((_, item),) = items.filled_in(path)
    assert item.label == EVERY.label


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"kind,about\nlabel,countries\n", "lacks the column object"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"[{}]", "item 1: is no row of a review"),
        (b"[", "is no JSON"),
        (b'kind,about,object,label,proposed,decision\nlabel,"x', "close the quotes"),
    ],
)
def test_another_kind_of_file_is_refused(text: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    path.write_bytes(text)
    with pytest.raises(UnreadableInput, match=told):
        list(items.filled_in(path))


# Taking


def filled(tmp_path: Path, *rows: Item) -> Path:
    path = tmp_path / "review.csv"
    path.write_bytes(items.rendered(rows, "csv"))
    return path


def row(kind: str, about: str, obj: str, label: str, decision: str, proposed: str = "", **others: str) -> Item:
    return Item(kind, 1.0, about, obj, label, "", proposed, decision, **others)


ANSWERS = [
    row("label", "countries", "", "Snowland", "None"),
    row("label", "countries", "", "Ukrajina", "accept", "place:UA"),
    row("label", "outlets", "", "=Polar", "outlet:sputnik", author="Bea", date="2026-01-02", note="a  brand"),
    row("candidate", "cluster", "", "the snow conspiracy", "narrative:climate-hoax"),
    row("candidate", "cluster", "", "some snow", "none"),
    row("narrative", "case:the-bridge", "narrative:biolabs", "Labs", "Reject"),
    row("narrative", "case:the-lake", "narrative:biolabs", "Labs", "accept"),
    row("link", "case:the-bridge", "case:the-sea", "Claim: Sea: dry", "accept"),
    row("link", "case:the-bridge", "case:the-lake", "Claim: Lake", "none"),
    row("link", "case:the-bridge", "", "Claim: Nowhere", "accept", "case:the-lake"),
    row("identity", "case:the-sea", "case:the-lake", "", "different"),
    row("label", "countries", "", "Undecided", ""),
]


def test_what_was_filled_in_is_taken_once(tmp_path: Path) -> None:
    folder, path = tmp_path / "curation", filled(tmp_path, *ANSWERS)
    taken = taking.take(path, folder, *WHO)
    assert (taken.new, taken.known, len(taken.files)) == (11, 0, 5)
    decisions = Decisions.read(folder)
    assert {str(one) for one in decisions} == {
        "label 'countries' 'Snowland': none (Ada Example, 2026-11-22)",
        "label 'countries' 'Ukrajina': place:UA (Ada Example, 2026-11-22)",
        "label 'outlets' '=Polar': outlet:sputnik (Bea, 2026-01-02)",
        "phrase 'the snow conspiracy': narrative:climate-hoax (Ada Example, 2026-11-22)",
        "phrase 'some snow': none (Ada Example, 2026-11-22)",
        "narrative 'the-bridge' 'biolabs': reject (Ada Example, 2026-11-22)",
        "narrative 'the-lake' 'biolabs': accept (Ada Example, 2026-11-22)",
        "link 'the-bridge' 'Sea: dry': case:the-sea (Ada Example, 2026-11-22)",
        "link 'the-bridge' 'Lake': none (Ada Example, 2026-11-22)",
        "link 'the-bridge' 'Nowhere': case:the-lake (Ada Example, 2026-11-22)",
        "case 'the-lake' 'the-sea': different (Ada Example, 2026-11-22)",
    }
    again = taking.take(path, folder, "Somebody Else", "2027-01-01")
    assert (again.new, again.known, again.files) == (0, 11, ())
    assert Decisions.read(folder) == decisions


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (row("label", "countries", "", "Snowland", "place:snowland"), "which no vocabulary holds"),
        (row("label", "countries", "", "Snowland", "accept"), "there is none"),
        (row("label", "countries", "", "Snowland", "yes please"), "which is no thing of ours"),
        (row("label", "issue", "", "Snowland", "none"), "is about the field 'issue'"),
        (row("candidate", "", "", "snow", "place:UA"), "write narrative:…"),
        (row("narrative", "case:x", "narrative:biolabs", "", "none"), "write accept or reject"),
        (row("link", "case:x", "", "Claim: y", "case:x"), "leads a case to itself"),
        (row("link", "case:x", "", "Claim: y", "narrative:x"), "where a case should stand"),
        (row("identity", "case:x", "case:x", "", "different"), "differs from itself"),
        (row("identity", "case:x", "case:y", "", "maybe"), "write same or different"),
        (row("value", "case:x", "", "date: soon", "none"), "which nobody can decide"),
    ],
)
def test_an_answer_that_cannot_be_followed_is_named_and_nothing_is_written(
    answer: Item, told: str, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableInput, match=told) as raised:
        taking.take(filled(tmp_path, ANSWERS[0], answer), tmp_path / "curation", *WHO)
    assert "review.csv, line 3" in str(raised.value)
    assert not (tmp_path / "curation").exists()


def test_nobody_and_no_day_stand_for_no_answer(tmp_path: Path) -> None:
    for who, told in ((("", "2026-11-22"), "does not say who decided"), (("Ada", ""), "write it as YYYY-MM-DD")):
        with pytest.raises(UnreadableInput, match=told):
            taking.take(filled(tmp_path, ANSWERS[0]), tmp_path / "curation", *who)


def test_an_answer_against_an_earlier_decision_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "curation"
    taking.take(filled(tmp_path, ANSWERS[0]), folder, *WHO)
    with pytest.raises(UnreadableInput, match=r"line 14 .*none \(Ada Example, 2026-11-22\)\); take that line out"):
        taking.take(filled(tmp_path, replace(ANSWERS[0], decision="place:UA")), folder, *WHO)
    with pytest.raises(UnreadableInput, match="keep one"):
        taking.take(filled(tmp_path, ANSWERS[5], replace(ANSWERS[5], decision="accept")), folder, *WHO)


# Comparing


def test_a_store_does_not_differ_from_itself(store: Store) -> None:
    assert comparison.compare(store, store) == []
    said = comparison.rendered([], "human").decode()
    assert said.splitlines()[0] == "cases: 0 added, 0 changed, 0 withdrawn"


def test_cases_that_came_changed_and_went_are_told(store: Store, later: Store) -> None:
    found = [change for change in comparison.compare(store, later) if change.what == "case"]
    bridge = [(c.change, c.detail, c.before, c.after) for c in found if c.case == "case:the-bridge"]
    assert bridge == [
        ("changed", "dg:date", "2021-03-04", "2021-03-05"),
        ("changed", "dg:narrativePhrase", "colour revolutions", ""),
        ("changed", "schema:datePublished", "2021-03-04", "2021-03-05"),
        ("changed", "schema:reviewBody", "A colour revolution was told of.", ""),
        ("changed", "schema:text", "", "No bridge."),
    ]
    assert {(c.change, c.case, c.after) for c in found if c.change != "changed"} == {
        ("withdrawn", "case:an-echo", ""),
        ("withdrawn", "case:the-lake-was-poisoned", ""),
        ("withdrawn", "case:the-lake-was-poisoned-by-foreign-divers", "case:the-lake"),
    }
    back = comparison.compare(later, store)
    assert ("added", "case:an-echo") in {(c.change, c.case) for c in back if c.what == "case"}


def test_narratives_and_links_that_changed_are_told_with_their_methods(store: Store, later: Store) -> None:
    found = comparison.compare(store, later)
    (gone,) = (c for c in found if c.what == "narrative" and c.detail == "narrative:baltic-failing")
    assert (gone.change, gone.before, gone.after) == ("withdrawn", "cue-match 0.6", "")
    assert gone.label.startswith("Claim: The bridge")
    surer = telling(later, *told("the-bridge", "baltic-failing", "curated", 1.0, "seen"))
    (changed,) = (c for c in comparison.compare(store, surer) if c.detail == "narrative:baltic-failing")
    assert (changed.change, changed.before, changed.after) == ("changed", "cue-match 0.6", "curated 1")
    links = {(c.case, c.detail): (c.change, c.before) for c in found if c.what == "link"}
    assert links["case:the-bridge", "Claim: Nobody ever heard of that claim"] == ("withdrawn", "leads nowhere")


def test_differences_are_told_in_three_forms_and_in_one_order(store: Store, later: Store) -> None:
    changes = comparison.compare(store, later)
    other = telling(store_of(reversed(WORLD)), *told("the-bridge", "baltic-failing", "cue-match", 0.6, "bridge; built"))
    assert changes == comparison.compare(other, later)
    words = comparison.rendered(changes, "human").decode()
    assert re.match(r"cases: 0 added, \d changed, 3 withdrawn\n", words)
    assert "  ~ case:the-bridge  dg:date [2021-03-04 → 2021-03-05]  Claim: The bridge was never built" in words
    assert json.loads(comparison.rendered(changes, "json"))[0]["what"] == "case"
    head = comparison.rendered(changes, "csv").decode("utf-8-sig").splitlines()[0]
    assert head == "what,change,case,detail,before,after,label"
    with pytest.raises(NotFound):
        comparison.rendered(changes, "xml")


# The loop


def test_what_was_decided_is_in_the_next_graph_with_who_and_when(store: Store) -> None:
    decided = [
        decide(LABEL, "countries", "Snowland", meant="place:FI"),
        decide(PHRASE, "lakes that foreigners poison by night", meant="narrative:climate-hoax"),
        decide(NARRATIVE, "the-bridge", "biolabs", meant="narrative:biolabs", holds=True),
        decide(LINK, "an-echo", "The lakes were poisoned by foreign divers, they say", meant="case:the-lake"),
        decide(CASE, "the-lake", "the-lake-was-poisoned", meant="case:the-lake-was-poisoned", holds=True),
    ]
    after = store_of(WORLD, decided)
    graph = Graph(after)
    assert {"case:the-bridge", "case:the-lake"} <= {
        case for case, places in graph.countries.items() if "place:FI" in places
    }
    assert "narrative:climate-hoax" in graph.promoted["case:the-lake"]
    assert str(graph.narrative_grounds["case:the-bridge", "narrative:biolabs"][0]) == "curated 1"
    assert ("case:an-echo", "case:the-lake") in {(link.case, link.target) for link in graph.links}
    assert "case:the-lake-was-poisoned" not in graph.claims
    signed = "SELECT ?who ?day WHERE { ?a dg:method ?way ; dcterms:creator ?who ; dcterms:date ?day }"
    assert set(graph.rows(signed)) == {WHO}
    left = {item.label for item in asked(after, decided=decided)}
    assert left.isdisjoint({"Snowland", "SNOWLAND", "lakes that foreigners poison by night"})
    assert not asked(after, "identity", decided=decided)
