"""Statements to and from the RDF syntaxes, by Oxigraph's parsers and serialisers.

Its JSON-LD parser refuses remote contexts and its RDF/XML parser external entities, so that reading a file from
outside never reaches the network.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import IO, BinaryIO, cast

import pyoxigraph as ox

from disinfograph.errors import UnreadableInput

_FORMATS = {
    "nq": ox.RdfFormat.N_QUADS,
    "nt": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "ttl": ox.RdfFormat.TURTLE,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_AT_ONCE = 256
_SUFFIXES = {
    ".nq": "nq",
    ".nt": "nt",
    ".trig": "trig",
    ".ttl": "ttl",
    ".rdf": "rdf",
    ".owl": "rdf",
    ".xml": "rdf",
    ".jsonld": "jsonld",
    ".json": "jsonld",
}


def serialise(lines: Iterable[str], name: str, prefixes: Mapping[str, str], out: BinaryIO) -> None:
    """Write N-Quads lines without line ends, in their order, in the syntax of that name (nq nt trig ttl rdf jsonld)."""
    quads = ox.parse(cast("IO[bytes]", _Bytes(lines)), format=ox.RdfFormat.N_QUADS)
    form = _FORMATS[name]
    if form.supports_datasets:
        ox.serialize(quads, output=out, format=form, prefixes=dict(prefixes))
    else:
        ox.serialize((quad.triple for quad in quads), output=out, format=form, prefixes=dict(prefixes))


class _Bytes(io.RawIOBase):
    """Lines as a file to read, so that they need not all be in memory."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines, self._rest = iter(lines), b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, at most `size`; b"" at the end."""
        if not self._rest:
            self._rest = "".join(f"{line}\n" for line in islice(self._lines, _AT_ONCE)).encode()
        end = len(self._rest) if size < 0 else size
        taken, self._rest = self._rest[:end], self._rest[end:]
        return taken


def triples_in(path: Path) -> Iterator[str]:
    """Yield the statements of an RDF file, all of its graphs merged, as N-Triples lines without line ends.

    The syntax is told by the suffix (.ttl .trig .nt .nq .rdf .owl .xml .jsonld .json). UnreadableInput where the file
    is missing, has another suffix, or breaks its syntax; the line is named where the parser knows it.
    """
    name = _SUFFIXES.get(path.suffix.lower())
    try:
        with path.open("rb") as file:
            if name is None:
                raise UnreadableInput(str(path), "has no suffix of an RDF syntax", f"use one of {', '.join(_SUFFIXES)}")
            for quad in ox.parse(file, format=_FORMATS[name], base_iri=f"urn:file:{path.name}"):
                yield f"{quad.subject} {quad.predicate} {quad.object} ."
    except SyntaxError as error:
        raise UnreadableInput(str(path), f"is no legal {name}: {error}") from error
    except OSError as error:
        raise UnreadableInput(str(path), error.strerror or str(error)) from error
