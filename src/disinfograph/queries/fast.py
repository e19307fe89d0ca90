"""The fast texts of stored queries: `summary/{subject}/{name}.rq` beside this file answers `{subject}/{name}`.

A fast text asks the cells of the summary that a build derives (`ontology/cube.ttl`), where the stored query goes
through the claims. A few ask the same as the stored query, in parts that Oxigraph joins all at once: so it takes two
thirds of the time, and engines that join row by row many times as long. The stored query says what is meant, and is
asked of every graph without a summary. The texts do not lie among the stored queries, so that grlc and the catalogue
see each question once.
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


_FOLDER: Final = Path(__file__).parent / "summary"


@cache
def _text(name: str) -> str:
    path = _FOLDER / f"{name}.rq"
    return path.read_text("utf-8") if path.is_file() else ""


def fast(query: Query) -> Query | None:
    """Return the query with its fast text, or None where it has none; what the query says of itself stays."""
    text = _text(query.name)
    return replace(query, text=text) if text else None
