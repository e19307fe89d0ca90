"""A record with open questions, and one decision of every kind."""

from __future__ import annotations

import os
import shutil

from disinfograph.records import Article, CrossLink, Record, Unresolved
from disinfograph.resolve.curation.corrections import Curation
from disinfograph.resolve.curation.decided import CASE, LABEL, LINK, NARRATIVE, PHRASE, Decided, made
from disinfograph.resolve.curation.decisions import Decisions

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
