"""The command that searches by words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from disinfograph.cli.exit_codes import DONE
from disinfograph.cli.messages import counted, progress, say
from disinfograph.cli.output import show_rows
from disinfograph.errors import NotFound
from disinfograph.formats import ROW_WRITERS
from disinfograph.search.finding import Filters
from disinfograph.search.index import Search
from disinfograph.terms import Row, Rows

_COLUMNS = ("score", "case", "date", "claim", "snippet")
_KINDS = {"narrative": "narrative", "country": "place", "outlet": "outlet", "language": "language"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What options say of the cases wanted: names as people write them, days as YYYY-MM-DD."""

    narrative: str | None = None
    country: str | None = None
    outlet: str | None = None
    language: str | None = None
    since: str | None = None
    until: str | None = None

    def names(self) -> dict[str, str]:
        """Return the names that are given, by option."""
        return {option: name for option in _KINDS if (name := getattr(self, option))}


def run_search(text: str, wanted: Wanted, store: str, base: str, form: str, limit: int) -> int:
    """Print the cases that hold the words of a text, best first; DONE also where there is none."""
    if form != "table" and form not in ROW_WRITERS:
        raise NotFound("format", form, ("table", *ROW_WRITERS))
    if store.lower().startswith(("http://", "https://")):
        say("this store has no search index: the text is looked for letter by letter, newest cases first")
        total, rows = _letter_by_letter(text, wanted, store, base, limit)
    else:
        total, rows = _by_words(text, wanted, Path(store), limit, marked=form == "table")
    if not total:
        say("no case found")
    elif total > len(rows):
        say(f"{counted(total, 'case')} found; --limit shows more")
    show_rows(Rows(_COLUMNS, tuple(rows)), form, base)
    return DONE


def _by_words(text: str, wanted: Wanted, place: Path, limit: int, *, marked: bool) -> tuple[int, list[Row]]:
    from disinfograph.searching import beside, rows

    with progress() as tell:
        tell("opening the search index")
        search = beside(place)
    found = search.find(text, limit=limit, filters=_filters(search, wanted), facets=())
    return found.total, list(rows(found.hits, "*" if marked else "").rows)


def _filters(search: Search, wanted: Wanted) -> Filters:
    keys = {_KINDS[option]: (search.key(_KINDS[option], name),) for option, name in wanted.names().items()}
    return Filters(**keys, since=wanted.since, until=wanted.until)


def _letter_by_letter(text: str, wanted: Wanted, store: str, base: str, limit: int) -> tuple[int, list[Row]]:
    """Return the answer of the stored queries: `cases/search`, narrowed down by `cases/find`."""
    from disinfograph import answer
    from disinfograph.stores import open_store

    opened = open_store(store, base=base)
    rows = list(answer.stored(opened, "cases/search", {"text": text}, base).dicts())
    given = {
        option: name if ":" in name or "/" in name else f"{_KINDS[option]}:{name}"
        for option, name in wanted.names().items()
    }
    given |= {name: day for name, day in (("from", wanted.since), ("until", wanted.until)) if day}
    if given:
        chosen = {row["case"] for row in answer.stored(opened, "cases/find", given, base).dicts()}
        rows = [row for row in rows if row["case"] in chosen]
    return len(rows), [(None, row["case"], row["date"], row["claim"], None) for row in rows[:limit]]
