"""What changed from one store to another: cases, which narratives they tell, and where their cross-links lead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Final

from disinfograph.errors import NotFound
from disinfograph.review.graph import Graph, Ground
from disinfograph.review.items import table
from disinfograph.stores.protocol import Store

ADDED, CHANGED, WITHDRAWN = "added", "changed", "withdrawn"
CASE, NARRATIVE, LINK = "case", "narrative", "link"
FORMATS: Final = ("human", "csv", "json")

_NOWHERE = "leads nowhere"
_STATED = "stated"
_LONGEST = 120
_BATCH = 100
_MARKS = {ADDED: "+", CHANGED: "~", WITHDRAWN: "-"}
_PLURALS = {CASE: "cases", NARRATIVE: "narratives of cases", LINK: "cross-links"}
# What is derived is compared by itself, or depends on other cases.
_SAID = """
{ ?case a dg:Case . ?case ?property ?value
  FILTER(?property NOT IN (rdfs:label, dg:crossLink, dg:linksTo, schema:itemReviewed)) }
UNION { ?case a dg:Case ; schema:itemReviewed ?claim . ?claim ?property ?value
  FILTER(?property NOT IN (rdf:type, dg:promotes, dg:similarClaim)) }
"""
_ALL = f"SELECT ?case ?property ?value WHERE {{ {_SAID} }}"
_SOME = f"SELECT ?case ?property ?value WHERE {{ VALUES ?case {{ %s }} {_SAID} }}"
_REPLACED = "SELECT ?old ?case WHERE { ?old dcterms:isReplacedBy ?case }"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `what` is a case, a narrative of a case or a cross-link of one, `label` the case's title.

    `detail` is the property of a case, the narrative, or the words of a link; `before` and `after` what was said there.
    """

    what: str
    change: str
    case: str
    detail: str
    before: str
    after: str
    label: str


def compare(old: Store, new: Store) -> list[Change]:
    """Return all differences between two stores, in an order that depends on the content only."""
    before, after = Graph(old), Graph(new)
    return [*_cases(before, after), *_narratives(before, after), *_links(before, after)]


def rendered(changes: list[Change], form: str) -> bytes:
    """Return differences in words, as CSV or as JSON; NotFound for another form."""
    if form not in FORMATS:
        raise NotFound("format", form, FORMATS)
    if form == "human":
        return "".join(f"{line}\n" for line in _words(changes)).encode("utf-8", "replace")
    return table([field.name for field in fields(Change)], [asdict(change) for change in changes], form)


def _cases(before: Graph, after: Graph) -> Iterator[Change]:
    replaced = {old: case for old, case in sorted(after.rows(_REPLACED))}  # noqa: C416 - rows are tuples of any length
    prints = _prints(before), _prints(after)
    same = [case for case in prints[0].keys() & prints[1].keys() if prints[0][case] != prints[1][case]]
    details = _details(before, sorted(same)), _details(after, sorted(same))
    for case in sorted(before.claims.keys() | after.claims.keys()):
        if case not in before.claims:
            yield Change(CASE, ADDED, case, "", "", "", after.claims[case])
        elif case not in after.claims:
            yield Change(CASE, WITHDRAWN, case, "", "", replaced.get(case, ""), before.claims[case])
        else:
            for name in sorted(details[0].get(case, {}).keys() | details[1].get(case, {}).keys()):
                one, other = (_told(side.get(case, {}).get(name, ())) for side in details)
                if details[0].get(case, {}).get(name) != details[1].get(case, {}).get(name):
                    yield Change(CASE, CHANGED, case, name, one, other, after.claims[case])


def _prints(graph: Graph) -> dict[str, int]:
    """Return for each case a number that changes with anything said of it; the texts of all would fill the memory."""
    found: defaultdict[str, int] = defaultdict(int)
    for case, name, value in graph.rows(_ALL):
        found[case] += hash((name, value))
    return found


def _details(graph: Graph, cases: list[str]) -> dict[str, dict[str, set[str]]]:
    """Return what is said of some cases, by property."""
    found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for start in range(0, len(cases), _BATCH):
        names = " ".join(f"<{graph.base}{case.replace(':', '/', 1)}>" for case in cases[start : start + _BATCH])
        for case, name, value in graph.rows(_SOME % names):
            found[case][name].add(value)
    return {case: dict(said) for case, said in found.items()}


def _narratives(before: Graph, after: Graph) -> Iterator[Change]:
    yield from _changes(NARRATIVE, before, after, _promoted(before), _promoted(after))


def _promoted(graph: Graph) -> dict[tuple[str, str], str]:
    grounds = graph.narrative_grounds
    return {
        (case, narrative): _on(grounds.get((case, narrative), ()))
        for case, narratives in graph.promoted.items()
        for narrative in narratives
    }


def _links(before: Graph, after: Graph) -> Iterator[Change]:
    yield from _changes(LINK, before, after, _led(before), _led(after))


def _led(graph: Graph) -> dict[tuple[str, str], str]:
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for link in graph.links:
        ground = _on(graph.link_grounds.get((link.node, link.target), ()))
        found[link.case, f"Claim: {link.anchor}"].append(f"{link.target} ({ground})" if link.target else _NOWHERE)
    return {mark: _told(targets) for mark, targets in found.items()}


def _on(grounds: Iterable[Ground]) -> str:
    return "; ".join(map(str, grounds)) or _STATED


def _changes(
    what: str, before: Graph, after: Graph, old: Mapping[tuple[str, str], str], new: Mapping[tuple[str, str], str]
) -> Iterator[Change]:
    for mark in sorted(old.keys() | new.keys()):
        one, other = old.get(mark, ""), new.get(mark, "")
        if one != other:
            change = ADDED if mark not in old else WITHDRAWN if mark not in new else CHANGED
            label = after.claims.get(mark[0]) or before.claims.get(mark[0], "")
            yield Change(what, change, *mark, one, other, label)


def _told(values: Iterable[str]) -> str:
    """Return values as one text, each cut; sorted, so that the order of a store does not matter."""
    return "; ".join(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…" for text in sorted(set(values)))


def _words(changes: list[Change]) -> Iterator[str]:
    for what, plural in _PLURALS.items():
        mine = [change for change in changes if change.what == what]
        counts = (
            f"{len({(c.case, c.detail * (what != CASE)) for c in mine if c.change == name}):,} {name}"
            for name in _MARKS
        )
        yield f"{plural}: {', '.join(counts)}"
        yield from (_line(change) for change in mine)


def _line(change: Change) -> str:
    from_to = f"{change.before or '—'} → {change.after or '—'}" if change.change == CHANGED else ""
    said = from_to or change.before or change.after
    parts = [change.detail, f"[{said}]" if said else ""]
    told = " ".join(" ".join(part.split()) for part in parts if part)
    return "  ".join(filter(None, (f"  {_MARKS[change.change]} {change.case}", told, change.label)))
