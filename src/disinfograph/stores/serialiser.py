"""Statements to and from the RDF syntaxes, by Oxigraph's parsers and serialisers.

Its JSON-LD parser refuses remote contexts and its RDF/XML parser external entities, so that reading a file from
outside never reaches the network.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
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
    for quad in _quads(path):
        yield f"{quad.subject} {quad.predicate} {quad.object} ."


def load_files(store: ox.Store, paths: Sequence[Path]) -> None:
    """Load what `triples_in` yields of RDF files into the default graph of an empty store.

    A blank node's label means the same node in all of the files. UnreadableInput as in `triples_in`, with anything
    loaded.
    """
    from disinfograph.stores.plain import load_plain  # it brings threads, which a query can do without

    if len(paths) == 1:
        with _opened(paths[0]) as (file, form, base):
            if not form.supports_datasets:
                # The engine reads on without Python; it would keep the graphs of a dataset, and the files of several
                # apart.
                if not paths[0].is_file():
                    store.bulk_load(file, form, base_iri=base)  # a pipe can be opened only once
                elif form != _FORMATS["nt"] or not load_plain(store, paths[0]):
                    store.bulk_load(path=str(paths[0]), format=form, base_iri=base)
                return
    quads = (quad for path in paths for quad in _quads(path))
    store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)


def _quads(path: Path) -> Iterator[ox.Quad]:
    with _opened(path) as (file, form, base):
        yield from ox.parse(file, format=form, base_iri=base)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, ox.RdfFormat, str]]:
    """Give a file with its syntax and the base of its relative IRIs; what goes wrong in reading is UnreadableInput."""
    name = _SUFFIXES.get(path.suffix.lower())
    try:
        with path.open("rb") as file:
            if name is None:
                raise UnreadableInput(str(path), "has no suffix of an RDF syntax", f"use one of {', '.join(_SUFFIXES)}")
            yield file, _FORMATS[name], f"urn:file:{path.name}"
    except SyntaxError as error:
        error.filename = None  # it is named already
        raise UnreadableInput(str(path), f"is no legal {name}: {error}") from error
    except OSError as error:
        raise UnreadableInput(str(path), error.strerror or str(error)) from error
