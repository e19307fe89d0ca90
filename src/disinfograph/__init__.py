"""Disinformation as linked data.

>>> from disinfograph import Graph
>>> Graph.open("disinfograph.db").query("narratives/across-countries")  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from disinfograph.library import Answer, Graph

__version__ = "0.1.0"
__all__ = ["Answer", "Graph", "__version__"]


def __getattr__(name: str) -> Any:
    # The command line starts without loading what only a notebook needs.
    if name in {"Answer", "Graph"}:
        from disinfograph import library

        return getattr(library, name)
    raise AttributeError(f"module 'disinfograph' has no attribute {name!r}")
