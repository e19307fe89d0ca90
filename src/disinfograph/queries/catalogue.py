"""The stored queries: every file of `queries/{subject}/{name}.rq`, with what its head and its text say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from disinfograph import resources
from disinfograph.errors import BadQuery, NotFound
from disinfograph.queries.head import read_head
from disinfograph.queries.values import Parameter, parameters_of


@dataclass(frozen=True, slots=True)
class Query:
    """A stored query: its name (`narratives/across-countries`), file, text, and what it says of itself.

    `columns` explains each column in the order of the answer; `pagination` is the number of rows that a page should
    have; `warnings` names what is odd in the head.
    """

    name: str
    path: Path
    text: str
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, str]
    pagination: int | None = None
    warnings: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """Return the folder that the query lies in."""
        return self.name.rpartition("/")[0]


def parse(text: str, name: str = "query", path: Path = Path()) -> Query:
    """Return the query that a text with its head makes; BadQuery for a parameter that cannot be."""
    head = read_head(text)
    return Query(
        name=name,
        path=path,
        text=text,
        summary=head.summary,
        description=head.description,
        tags=head.tags,
        parameters=parameters_of(text, head, name),
        columns=head.columns,
        pagination=head.pagination,
        warnings=head.warnings,
    )


@cache
def catalogue() -> dict[str, Query]:
    """Return all stored queries by name, in the order of their names."""
    return {name: _read(name) for name in _files()}


@cache
def _files() -> dict[str, Path]:
    """Return the files of all stored queries by name, in the order of their names."""
    folder = resources.root() / "queries"
    return {path.relative_to(folder).with_suffix("").as_posix(): path for path in sorted(folder.glob("*/*.rq"))}


@cache
def _read(name: str) -> Query:
    path = _files()[name]
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuery(name, f"{path.name} cannot be read as UTF-8 text") from error
    return parse(text, name, path)


def find(name: str) -> Query:
    """Return a stored query by its name, or by the last part of it where only one has that; no other file is read.

    NotFound, with the nearest names, when there is no such query or more than one.
    """
    known = list(_files())
    wanted = name.strip().removesuffix(".rq").strip("/")
    if wanted in known:
        return _read(wanted)
    short = [each for each in known if each.rpartition("/")[2] == wanted]
    if len(short) == 1:
        return _read(short[0])
    raise NotFound("query", name, short or _near(wanted, known))


def _near(wanted: str, known: list[str]) -> list[str]:
    last_parts = {name.rpartition("/")[2]: name for name in known}
    near = get_close_matches(wanted, known, n=5, cutoff=0.5)
    near += [last_parts[part] for part in get_close_matches(wanted, last_parts, n=5, cutoff=0.6)]
    near += [name for name in known if wanted and wanted in name]
    return list(dict.fromkeys(near))[:5] or known
