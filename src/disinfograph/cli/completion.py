"""What the shell offers when a user presses the tab key; each list is loaded when it is asked for."""

from __future__ import annotations


def query_names(incomplete: str) -> list[tuple[str, str]]:
    """Return the stored queries whose names begin so, each with its question."""
    from disinfograph.queries.catalogue import catalogue

    return [(name, query.summary) for name, query in sorted(catalogue().items()) if name.startswith(incomplete)]


def readers(incomplete: str) -> list[str]:
    """Return the input formats whose names begin so."""
    from disinfograph.sources.registry import READERS

    return [reader.name for reader in READERS if reader.name.startswith(incomplete)]


def row_formats(incomplete: str) -> list[str]:
    """Return the formats of answers whose names begin so."""
    from disinfograph.formats import ROW_WRITERS

    return [name for name in ("table", *ROW_WRITERS) if name.startswith(incomplete)]


def graph_formats(incomplete: str) -> list[str]:
    """Return the formats of graphs whose names begin so."""
    from disinfograph.formats import GRAPH_TYPES

    return [name for name in GRAPH_TYPES if name.startswith(incomplete)]
