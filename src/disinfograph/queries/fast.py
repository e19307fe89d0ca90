"""The fast texts of stored queries: `{summary,joined}/{subject}/{name}.rq` beside this file answer `{subject}/{name}`.

Those in `summary` ask the cells of the summary that a build derives (`ontology/cube.ttl`), where the stored query goes
through the claims; a few look up the narratives above others once for each narrative. Those in `joined` ask the same as
the stored query, in parts that Oxigraph reads whole and joins all at once: on its disk they take a fifth of the time,
and engines that join row by row take many times as long. The stored query says what is meant, and is asked of every
other graph and engine. The texts do not lie among the stored queries, so that grlc and the catalogue see each question
once.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from disinfograph.queries.catalogue import Query

VERSION: Final = "1"
"""The version of the structure in `ontology/cube.ttl` that the fast texts are written for."""

HOLDS_SUMMARY: Final = (
    "ASK { ?set <http://purl.org/linked-data/cube#structure> <https://w3id.org/disinfograph/cube#by-narrative> ; "
    f'<http://schema.org/version> "{VERSION}" }}'
)
"""Whether a graph has a summary that the fast texts can read."""


_FOLDER: Final = Path(__file__).parent


@cache
def _text(kind: str, name: str) -> str:
    path = _FOLDER / kind / f"{name}.rq"
    return path.read_text("utf-8") if path.is_file() else ""


def fast(query: Query) -> Query | None:
    """Return the query with its text for graphs with a summary, or None where it has none.

    What the query says of itself stays.
    """
    text = _text("summary", query.name)
    return replace(query, text=text) if text else None


def joined(query: Query) -> Query:
    """Return the query with its text for Oxigraph, which any graph answers; as it is where it has none."""
    return replace(query, text=_text("joined", query.name) or query.text)
