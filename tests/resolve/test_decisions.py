"""What curators decide is read strictly, wins over every method, and is missed when its subject is gone."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disinfograph.errors import UnreadableInput
from disinfograph.iris import case_slug
from disinfograph.records import Article, CrossLink, Record, Unresolved
from disinfograph.resolve import authorities
from disinfograph.resolve.curation.corrections import CuratedMatch, CuratedTarget, Curation
from disinfograph.resolve.curation.decided import CASE, LABEL, LINK, NARRATIVE, PHRASE, Broken, Decided, made
from disinfograph.resolve.curation.decision_files import SHEETS, write
from disinfograph.resolve.curation.decisions import Decisions
from disinfograph.resolve.identity.identities import Identities
from disinfograph.resolve.link.crosslinks import Target
from disinfograph.resolve.narrative.narratives import Match
from disinfograph.resolve.resolver import Resolver

WHO = ("Ada Example", "2026-11-22", "")
SSSOM = os.environ.get("DISINFOGRAPH_SSSOM") or shutil.which("sssom")
RECORD = Record(
    source="test",
    file="cases.csv",
    position=1,
    title="Snow is black",
    countries=("Ukrajina", "Snowland", "Poland"),
    keywords=("Maidans",),
    outlets=("Polar Bear Radio",),
    articles=(Article("https://polar.example/1", outlet="Polar Bear Radio"),),
    narrative_phrases=("the snow conspiracy", "colour revolutions"),
    cross_links=(CrossLink("Ice is black"), CrossLink("Rain is dry")),
    unresolved=(Unresolved("languages", "Snowish"), Unresolved("date", "soon")),
)


def one(kind: str, *subject: str, meant: str = "", holds: bool | None = None, day: str = WHO[1]) -> Decided:
    sure = bool(meant) if holds is None else holds
    thing = meant or (
        f"narrative:{subject[1]}" if kind == NARRATIVE else f"case:{max(subject)}" if kind == CASE else ""
    )
    return made(kind, subject, holds=sure, meant=thing, who=(WHO[0], day, "seen in print"), where="here")


def same(first: str, second: str) -> Decided:
    return one(CASE, *sorted((first, second)), holds=True)


def different(first: str, second: str) -> Decided:
    return one(CASE, *sorted((first, second)), holds=False)


def at_work(*decided: Decided) -> Curation:
    return Curation.of(Decisions.of(decided))


def corrected(*decided: Decided, record: Record = RECORD) -> Record:
    return at_work(*decided).corrected(record)


EVERY_KIND = [
    one(LABEL, "countries", "Ukrajina", meant="place:UA"),
    one(LABEL, "countries", "Snowland"),
    one(LABEL, "outlets", '"Quoted" radio, with = signs', meant="outlet:sputnik"),
    one(PHRASE, "the snow\tconspiracy", meant="narrative:climate-hoax"),
    one(PHRASE, "something else"),
    one(NARRATIVE, "snow-is-black", "climate-hoax", holds=True),
    one(NARRATIVE, "snow-is-black", "biolabs", holds=False),
    one(LINK, "snow-is-black", 'Ice is "black", they say', meant="case:ice-is-black"),
    one(LINK, "snow-is-black", "Rain is dry"),
    same("snow-is-black", "white-snow"),
    different("ice-is-black", "snow-is-black"),
]

# Files


def test_what_is_written_is_read_back_and_written_again_unchanged(tmp_path: Path) -> None:
    assert len(write(tmp_path, EVERY_KIND)) == len(SHEETS)
    read = Decisions.read(tmp_path)
    assert set(read) == set(EVERY_KIND)
    assert write(tmp_path, reversed(list(read))) == []


texts = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1).filter(lambda text: text.split())


@given(label=texts, note=texts, phrase=texts)
def test_labels_and_notes_of_any_letters_survive(
    label: str, note: str, phrase: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("decided")
    wanted = {
        made(LABEL, ("countries", label), holds=False, meant="", who=("Ada", "2026-11-22", note), where=""),
        made(PHRASE, (phrase,), holds=False, meant="", who=("Ada", "2026-11-22", note), where=""),
        made(LINK, ("a", phrase), holds=False, meant="", who=("Ada", "2026-11-22", note), where=""),
    }
    write(folder, wanted)
    assert set(Decisions.read(folder)) == wanted


def test_the_files_of_the_project_are_as_the_program_writes_them(root: Path, tmp_path: Path) -> None:
    write(tmp_path, Decisions.read(root / "curation"))
    for sheet in SHEETS:
        assert (tmp_path / sheet.name).read_text("utf-8") == (root / "curation" / sheet.name).read_text("utf-8")


@pytest.mark.skipif(not SSSOM, reason="the sssom program is not installed")
def test_the_mapping_files_are_valid_sssom(tmp_path: Path) -> None:
    write(tmp_path, EVERY_KIND)
    for sheet in SHEETS:
        if sheet.is_sssom:
            done = subprocess.run(
                [str(SSSOM), "validate", str(tmp_path / sheet.name)], capture_output=True, check=False
            )
            assert done.returncode == 0
            assert b"not well-formed" not in done.stdout + done.stderr


def test_a_value_that_all_mappings_share_may_stand_in_the_metadata(tmp_path: Path) -> None:
    (tmp_path / "phrases.sssom.tsv").write_text(
        '# mapping_date: "2026-01-02"\n#author_label: Ada\n# comment: ""\n#license: none\n'
        "subject_label\tpredicate_id\tobject_id\tmapping_justification\n"
        "snow\tskos:exactMatch\tnarrative:climate-hoax\tsemapv:ManualMappingCuration\n",
        "utf-8",
    )
    found = Decisions.read(tmp_path).phrase("SNOW")
    assert found
    assert (found.author, found.date, found.slug) == ("Ada", "2026-01-02", "climate-hoax")


@pytest.mark.parametrize(
    ("name", "row", "told"),
    [
        (
            "narratives.csv",
            "snow,biolabs,maybe,Ada,2026-11-22,",
            "line 2: has the decision 'maybe'; write accept",
        ),
        ("narratives.csv", "snow,biolabs,accept,,2026-11-22,", "does not say who decided"),
        ("narratives.csv", "snow,biolabs,accept,Ada,22.11.2026,", "write it as YYYY-MM-DD"),
        ("narratives.csv", "snow,biolabs,accept,Ada,2026-02-30,", "which is no day"),
        ("narratives.csv", "Snow White,biolabs,accept,Ada,2026-11-22,", "which is no slug"),
        ("narratives.csv", "snow,biolabs,accept", "has 3 cells instead of 6"),
        ("narratives.csv", 'snow,"biolabs', "close the quotes"),
        ("links.csv", "snow,Snow again,snow,Ada,2026-11-22,", "leads a case to itself"),
        ("links.csv", "snow,,ice,Ada,2026-11-22,", "does not say what it is about"),
        ("cases.csv", "snow,snow,different,Ada,2026-11-22,", "differs from itself"),
    ],
)
def test_a_bad_line_is_named_with_what_to_do(name: str, row: str, told: str, tmp_path: Path) -> None:
    write(tmp_path, [])
    path = tmp_path / name
    path.write_text(f"{path.read_text('utf-8')}{row}\n", "utf-8")
    with pytest.raises(UnreadableInput) as raised:
        Decisions.read(tmp_path)
    assert told in str(raised.value)
    assert str(path) in str(raised.value)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("x\tcountries\tskos:broadMatch\tplace:UA\tsemapv:ManualMappingCuration", "write skos:exactMatch"),
        ("x\tcountries\tskos:exactMatch\tplace:UA\tsemapv:LexicalMatching", "write semapv:ManualMappingCuration"),
        ("x\tcountries\tskos:exactMatch\twd:Q212\tsemapv:ManualMappingCuration", "which is no thing of ours"),
        ("x\tissue\tskos:exactMatch\tplace:UA\tsemapv:ManualMappingCuration", "has the field 'issue'"),
    ],
)
def test_a_mapping_that_is_none_of_ours_is_refused(cells: str, told: str, tmp_path: Path) -> None:
    write(tmp_path, [])
    path = tmp_path / "labels.sssom.tsv"
    path.write_text(f"{path.read_text('utf-8')}{cells}\tAda\t2026-11-22\t\n", "utf-8")
    with pytest.raises(UnreadableInput, match=told):
        Decisions.read(tmp_path)


def test_all_bad_lines_are_told_at_once(tmp_path: Path) -> None:
    bad = "".join(f"snow,biolabs-{n},perhaps,Ada,2026-11-22,\n" for n in range(12))
    (tmp_path / "narratives.csv").write_text(f"case,narrative,decision,author,date,note\n{bad}", "utf-8")
    with pytest.raises(UnreadableInput) as raised:
        Decisions.read(tmp_path)
    assert len(str(raised.value).splitlines()) == 11
    assert str(raised.value).endswith("and 2 more")


def test_a_missing_column_and_a_missing_folder_are_told(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("case,other\nsnow,ice\n", "utf-8")
    with pytest.raises(UnreadableInput, match="lacks the column decision"):
        Decisions.read(tmp_path)
    with pytest.raises(UnreadableInput, match="is no folder of decisions"):
        Decisions.read(tmp_path / "nowhere")


def test_an_empty_folder_decides_nothing(tmp_path: Path) -> None:
    assert not Decisions.read(tmp_path)


def test_contradictions_are_refused_with_both_lines(tmp_path: Path) -> None:
    rows = "snow,biolabs,accept,Ada,2026-11-22,\nsnow,biolabs,reject,Bea,2026-11-23,\n"
    (tmp_path / "narratives.csv").write_text(f"case,narrative,decision,author,date,note\n{rows}", "utf-8")
    with pytest.raises(UnreadableInput, match=r"line 3: decides otherwise than .*line 2.*accept \(Ada, 2026-11-22\)"):
        Decisions.read(tmp_path)


def test_spellings_of_one_label_are_one_subject() -> None:
    with pytest.raises(UnreadableInput, match="decides otherwise"):
        Decisions.of([one(LABEL, "countries", "Snow-Land"), one(LABEL, "countries", "snow land", meant="place:UA")])


def test_an_abbreviation_is_decided_on_in_its_own_capitals_only() -> None:
    decisions = Decisions.of([one(LABEL, "countries", "us")])
    assert decisions.label("countries", "us")
    assert decisions.label("countries", "US") is None


def test_cases_that_are_one_by_way_of_a_third_cannot_differ() -> None:
    with pytest.raises(UnreadableInput, match="a and c differ, which other lines say are one case"):
        Decisions.of([same("a", "b"), different("a", "c"), same("c", "b")])


@pytest.mark.parametrize("day", ["", "2026-1-2", "20261122", "2026-W47-7", "tomorrow"])
def test_a_day_is_written_in_one_way(day: str) -> None:
    with pytest.raises(Broken):
        made(PHRASE, ("snow",), holds=False, meant="", who=("Ada", day, ""), where="")


# Labels


def test_a_label_is_read_as_what_was_decided() -> None:
    record = corrected(one(LABEL, "countries", "ukrajina", meant="place:UA"))
    resolved = Resolver.load().resolve(record, "snow")
    assert "UA" in {place.slug for place in resolved.places if place.known}
    assert record.countries == ("Snowland", "Poland", authorities.spelling("place:UA"))


def test_a_label_that_names_nothing_is_taken_out() -> None:
    assert corrected(one(LABEL, "countries", "Snowland")).countries == ("Ukrajina", "Poland")


def test_a_label_may_belong_to_another_field() -> None:
    record = corrected(
        one(LABEL, "languages", "Snowish", meant="place:FI"), one(LABEL, "keywords", "Maidans", meant="language:uk")
    )
    assert (record.languages, record.keywords) == (("uk",), ())
    assert authorities.spelling("place:FI") in record.countries
    assert record.unresolved == (Unresolved("date", "soon"),)


def test_an_outlet_is_decided_on_in_articles_too() -> None:
    record = corrected(one(LABEL, "outlets", "Polar  Bear radio", meant="outlet:sputnik"))
    resolved = Resolver.load().resolve(record, "snow")
    assert [outlet.slug for outlet in resolved.outlets] == ["sputnik"]
    assert [outlet.slug for outlet in resolved.publishers[0].outlets] == ["sputnik"]
    assert corrected(one(LABEL, "outlets", "Polar Bear Radio")).articles[0].outlet is None


def test_an_outlet_is_decided_on_under_the_name_that_the_graph_shows() -> None:
    archived = replace(RECORD, outlets=("Polar Bear Radio (archived)",), articles=())
    assert corrected(one(LABEL, "outlets", "Polar Bear Radio"), record=archived).outlets == ()


def test_a_decided_name_is_replaced_within_a_label_that_says_more() -> None:
    evening = replace(RECORD, outlets=("Evening @ Polar Bear Radio (12:30)",), articles=())
    decided = one(LABEL, "outlets", "Polar Bear Radio", meant="outlet:sputnik")
    label = f"Evening @ {authorities.spelling('outlet:sputnik')} (12:30)"
    assert corrected(decided, record=evening).outlets == (label,)
    address = replace(RECORD, outlets=("https://polar-bear.example/news/1",), articles=())
    decided = one(LABEL, "outlets", "polar-bear.example", meant="outlet:sputnik")
    assert corrected(decided, record=address).outlets == (authorities.spelling("outlet:sputnik"),)


def test_a_decision_that_names_what_no_vocabulary_holds_is_not_followed() -> None:
    work = at_work(one(LABEL, "countries", "Snowland", meant="place:snowland"))
    assert work.corrected(RECORD) == RECORD
    work.add("snow-is-black", RECORD)
    assert [stale.message.split(":")[0] for stale in work.stale()] == [
        "A decision names a thing that no vocabulary holds"
    ]


def test_a_record_that_nobody_decided_on_stays_the_same_object() -> None:
    assert corrected(one(LABEL, "countries", "Elsewhere")) == RECORD
    assert corrected() is RECORD


def test_the_decided_labels_that_some_record_has_are_aliases() -> None:
    used = one(LABEL, "countries", "Ukrajina", meant="place:UA")
    work = at_work(used, one(LABEL, "countries", "Elsewhere", meant="place:PL"), one(LABEL, "countries", "Snowland"))
    work.add("snow-is-black", RECORD)
    assert list(work.aliases()) == [used]


@pytest.mark.parametrize("kind", ["keyword", "language", "outlet", "place"])
def test_every_thing_of_the_vocabularies_can_be_decided_for(kind: str) -> None:
    wanting = [slug for slug in authorities.concepts(kind) if not authorities.spelling(f"{kind}:{slug}")]
    assert wanting == []


# Narratives


def narratives(*decided: Decided, matches: tuple[Match, ...] = ()) -> dict[str, Match]:
    work = at_work(*decided)
    work.add("snow-is-black", RECORD)
    work.settle(lambda slug: slug)
    return {match.narrative: match for match in work.matches("snow-is-black", matches)}


FOUND = (Match("biolabs", "cue-match", 0.9, ("labs",)), Match("climate-hoax", "similarity", 0.5, ("snow",)))


def test_a_rejected_narrative_is_left_out_though_the_method_says_it() -> None:
    assert set(narratives(one(NARRATIVE, "snow-is-black", "biolabs", holds=False), matches=FOUND)) == {"climate-hoax"}


def test_an_accepted_narrative_takes_the_place_of_what_the_method_said() -> None:
    found = narratives(one(NARRATIVE, "snow-is-black", "climate-hoax", holds=True), matches=FOUND)["climate-hoax"]
    assert isinstance(found, CuratedMatch)
    assert (found.method, found.confidence, found.evidence) == ("curated", 1.0, ("seen in print",))
    assert (found.decided.author, found.decided.date) == ("Ada Example", "2026-11-22")


def test_a_decided_phrase_speaks_for_every_case_that_bears_it_and_to_no_method() -> None:
    decided = one(PHRASE, "The SNOW conspiracy", meant="narrative:climate-hoax")
    found = narratives(decided)["climate-hoax"]
    assert (found.method, found.evidence) == ("curated", ("The SNOW conspiracy", "seen in print"))
    assert at_work(decided).undecided(RECORD).narrative_phrases == ("colour revolutions",)
    assert at_work(one(PHRASE, "colour revolutions")).undecided(RECORD).narrative_phrases == ("the snow conspiracy",)


def test_a_decision_on_a_case_wins_over_one_on_its_phrase() -> None:
    phrase = one(PHRASE, "the snow conspiracy", meant="narrative:climate-hoax")
    assert narratives(phrase, one(NARRATIVE, "snow-is-black", "climate-hoax", holds=False)) == {}


def test_what_is_decided_counts_among_the_narratives_that_are_passed_on() -> None:
    work = at_work(
        one(NARRATIVE, "snow-is-black", "biolabs", holds=False),
        one(NARRATIVE, "snow-is-black", "covid-plot", holds=True),
    )
    assert work.own("snow-is-black", {"biolabs", "climate-hoax"}) == {"climate-hoax", "covid-plot"}


# Cross-links


def test_a_link_leads_where_it_was_decided() -> None:
    work = at_work(
        one(LINK, "snow-is-black", "ice is black", meant="case:ice-was-black"),
        one(LINK, "snow-is-black", "Rain is dry"),
        one(LINK, "snow-is-black", "Hail is hot", meant="case:nowhere"),
    )
    for slug in ("snow-is-black", "ice-was-black"):
        work.add(slug, replace(RECORD, title=slug))
    guess = Target("guess", "link-title", 0.95)
    found = work.target("snow-is-black", CrossLink("Ice is black"), guess)
    assert isinstance(found, CuratedTarget)
    assert (found.slug, found.method, found.confidence) == ("ice-was-black", "curated", 1.0)
    assert work.target("snow-is-black", CrossLink("Rain is dry"), guess) is None
    assert work.target("snow-is-black", CrossLink("Hail is hot"), guess) == guess
    assert work.target("snow-is-black", CrossLink("nobody knows"), guess) == guess


# Identity

SITE = Record(
    source="cknabs", file="posts.csv", position=1, url="https://euvsdisinfo.eu/report/poland-prepares-to-seize-lviv/",
    title="Poland prepares to seize Lviv", date="2022-03-02", countries=("Poland", "Ukraine"),
    keywords=("Territorial claims", "Military"),
)  # fmt: skip
PAGE = replace(SITE, source="page", file="p.txt", url=None, title="Poland prepares to seize Lviv soon")
OTHER_URL = replace(
    SITE, source="dump", file="d.csv", url="https://euvsdisinfo.eu/report/lviv-taken/", title="Lviv taken", date=None
)
FAR = replace(SITE, source="table", file="t.csv", url=None, title="Lviv is lost for good", date="2019-01-01")


def settled(records: list[Record], *decided: Decided) -> Identities:
    identities = Identities()
    for record in records:
        identities.add(case_slug(record), record)
    identities.settle(Decisions.of(decided))
    return identities


def home(identities: Identities, record: Record) -> str:
    return identities.canonical(case_slug(record), record)


def test_cases_that_the_evidence_joins_stay_apart_when_decided_different() -> None:
    assert home(settled([SITE, PAGE]), PAGE) == case_slug(SITE)
    apart = settled([SITE, PAGE], different(case_slug(SITE), case_slug(PAGE)))
    assert home(apart, PAGE) == case_slug(PAGE)
    assert apart.conflicts == []


def test_cases_decided_the_same_are_one_whatever_speaks_against_it() -> None:
    for other in (OTHER_URL, FAR):
        assert home(settled([SITE, other]), other) == case_slug(other)
        decided = same(case_slug(SITE), case_slug(other))
        identities = settled([SITE, other], decided)
        slugs = {home(identities, record) for record in (SITE, other)}
        assert len(slugs) == 1
        (alias,) = identities.aliases.values()
        assert (alias.method, alias.confidence, alias.because) == ("curated", 1.0, ("seen in print",))
        assert alias.decided == decided
        assert identities.conflicts == []


def test_a_decision_does_not_depend_on_the_order_of_records() -> None:
    decided = [same(case_slug(SITE), case_slug(FAR)), different(case_slug(SITE), case_slug(PAGE))]
    one_way, other_way = settled([SITE, PAGE, FAR], *decided), settled([FAR, PAGE, SITE], *reversed(decided))
    assert [home(one_way, record) for record in (SITE, PAGE, FAR)] == [
        home(other_way, record) for record in (SITE, PAGE, FAR)
    ]
    assert one_way.aliases == other_way.aliases


def test_a_case_that_joined_one_side_cannot_bring_the_other_with_it() -> None:
    third = replace(PAGE, source="third", file="x.csv")
    identities = settled([SITE, PAGE, third], different(case_slug(SITE), case_slug(PAGE)))
    assert home(identities, third) == case_slug(third) == case_slug(PAGE)


def test_cases_under_one_slug_are_no_longer_in_doubt_when_decided_the_same() -> None:
    later = replace(FAR, position=2, date="2021-05-05", source="other")
    slug = case_slug(FAR)
    assert [conflict.kind for conflict in settled([FAR, later]).conflicts] == ["same-title-different-date"]
    assert settled([FAR, later], same(slug, slug)).conflicts == []


def test_a_decision_follows_its_case_to_another_slug() -> None:
    work = at_work(
        one(NARRATIVE, "old", "biolabs", holds=True, day="2026-01-01"),
        one(NARRATIVE, "new", "biolabs", holds=False, day="2026-02-01"),
        one(NARRATIVE, "old", "covid-plot", holds=True),
    )
    work.settle(lambda slug: "new" if slug == "old" else slug)
    work.add("new", replace(RECORD, title="old"))
    assert {narrative: one.holds for narrative, one in work.narratives("new").items()} == {
        "biolabs": False,
        "covid-plot": True,
    }
    (overruled,) = work.stale()
    assert overruled.message.startswith("Two decisions about what is now one case contradict each other")
    assert overruled.decided.subject == ("old", "biolabs")


# What is gone


def test_a_decision_about_what_is_no_longer_there_is_found() -> None:
    work = at_work(
        *(
            one(LABEL, "countries", "Atlantis", meant="place:UA"),
            one(PHRASE, "the sea conspiracy", meant="narrative:biolabs"),
            one(PHRASE, "the snow conspiracy", meant="narrative:no-such-narrative"),
            one(NARRATIVE, "no-such-case", "biolabs", holds=True),
            one(NARRATIVE, "snow-is-black", "no-such-narrative", holds=False),
            one(LINK, "snow-is-black", "Ice is black", meant="case:no-such-case"),
            one(LINK, "snow-is-black", "Not among them"),
            same("snow-is-black", "no-such-case"),
        )
    )
    work.add("snow-is-black", RECORD)
    told = [(stale.decided.kind, stale.message.partition(":")[0]) for stale in work.stale()]
    assert sorted(told) == [
        (CASE, "A decision is about a case that no source tells of"),
        (LABEL, "A decision is about a label that no record has"),
        (LINK, "A decision is about a cross-link that its case does not have"),
        (LINK, "A decision leads a cross-link to a case that no source tells of"),
        (NARRATIVE, "A decision is about a case that no source tells of"),
        (NARRATIVE, "A decision names a thing that no vocabulary holds"),
        (PHRASE, "A decision is about a phrase that no response has"),
        (PHRASE, "A decision names a thing that no vocabulary holds"),
    ]
    assert set(narratives_of(work)) == set()


def narratives_of(work: Curation) -> dict[str, Decided]:
    return work.narratives("snow-is-black")


def test_a_decision_whose_subject_is_there_is_not_missed() -> None:
    work = at_work(*(decided for decided in EVERY_KIND if "snow-is-black" in decided.subject and decided.kind != LINK))
    work.add("snow-is-black", RECORD)
    for slug in ("white-snow", "ice-is-black"):
        work.add(slug, replace(RECORD, title=slug))
    assert work.stale() == []
