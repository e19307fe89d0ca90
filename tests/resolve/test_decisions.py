"""What curators decide wins over every method, and is missed when its subject is gone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from decision_world import EVERY_KIND, RECORD, at_work, corrected, different, one, same

from disinfograph.iris import case_slug
from disinfograph.records import CrossLink, Record, Unresolved
from disinfograph.resolve import authorities
from disinfograph.resolve.curation.corrections import CuratedMatch, CuratedTarget, Curation
from disinfograph.resolve.curation.decided import CASE, LABEL, LINK, NARRATIVE, PHRASE, Decided
from disinfograph.resolve.curation.decisions import Decisions
from disinfograph.resolve.identity.identities import Identities
from disinfograph.resolve.link.crosslinks import Target
from disinfograph.resolve.narrative.narratives import Match
from disinfograph.resolve.resolver import Resolver

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
