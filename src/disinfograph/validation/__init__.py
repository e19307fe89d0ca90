"""Shapes, and what a graph says against them."""

from typing import Final

ENGINES: Final = ("fast", "pyshacl")
"""`fast`: queries that the holder of the graph runs, and pySHACL for what these do not cover. `pyshacl`: all by it."""
