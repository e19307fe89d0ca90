"""What a page says of one case, and the record made of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from disinfograph.records import Article, CrossLink, Evidence, Record, Reject, Unresolved
from disinfograph.sources import lists, prose_evidence, prose_links, prose_narratives
from disinfograph.sources.dates import parse_date
from disinfograph.sources.page_fields import countries

SOURCE = "euvsdisinfo-page"
TITLE_PREFIX = re.compile(r"disinfo\s*:\s*", re.IGNORECASE)
_CUT = ("…", "...")


class Draft(NamedTuple):
    """One case as the page words it: texts and the values of its labelled fields, nothing read into them yet.

    `cross_links` and `evidence` are what the page's markup adds to the prose; a text gives none.
    """

    title: str
    claim: str | None = None
    response: str | None = None
    fields: Mapping[str, str] = MappingProxyType({})
    url: str | None = None
    outlets: tuple[str, ...] = ()
    articles: tuple[Article, ...] = ()
    cross_links: tuple[CrossLink, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def clean_title(text: str) -> str:
    """Return a title in one line without the page's "Disinfo: " before it."""
    flat = " ".join(text.split())
    return flat[match.end() :] if (match := TITLE_PREFIX.match(flat)) else flat


def record_of(draft: Draft, file: str, position: int) -> Record:
    """Return the record of a draft; the first on a page is the main case."""
    title, values = clean_title(draft.title), draft.fields
    date, unresolved = _date(values.get("date"))
    response = draft.response or ""
    return Record(
        source=SOURCE,
        file=file,
        position=position,
        main=position == 1,
        url=draft.url,
        title=title or None,
        title_truncated=title.endswith(_CUT),
        claim=draft.claim,
        response=draft.response,
        date=date,
        issue=lists.number(values["issue"]) if "issue" in values else None,
        languages=lists.languages(values["languages"]) if "languages" in values else (),
        countries=countries(values["countries"]) if "countries" in values else (),
        keywords=lists.labels(values["keywords"]) if "keywords" in values else (),
        outlets=draft.outlets or (lists.outlets(values["outlets"]) if "outlets" in values else ()),
        articles=draft.articles,
        narrative_phrases=prose_narratives.narrative_phrases(response),
        cross_links=prose_links.with_anchors(prose_links.cross_links(response), draft.cross_links),
        evidence=prose_evidence.with_anchors(prose_evidence.evidence(response), draft.evidence),
        unresolved=unresolved,
    )


def _date(text: str | None) -> tuple[str | None, tuple[Unresolved, ...]]:
    if not text:
        return None, ()
    try:
        return parse_date(text, "dmy"), ()
    except ValueError:
        return None, (Unresolved("date", text.strip()),)


def nothing_found(file: str) -> Reject:
    """Return the reject for a page that holds no case."""
    return Reject(
        SOURCE,
        file,
        1,
        "no case was found",
        'a case page has a title ("Disinfo: …" or under "Summary of Disinformation"), a claim, a response and '
        'labelled fields such as "Reported in:"',
    )
