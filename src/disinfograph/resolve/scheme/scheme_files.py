"""The files in which others keep their narrative schemes, read into nodes.

What a file is shows in its text: JSON begins with a bracket, RDF/XML with a tag, a table with a header that names a
label column; everything else is read as Turtle, of which N-Triples is a part.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from disinfograph.errors import UnreadableInput
from disinfograph.resolve.scheme.scheme_nodes import Contents, Node, Texts

_LABELS = ("label", "preflabel", "name", "narrative", "title")
_IDS = ("id", "identifier", "notation", "code")
_BROADER = ("broader", "parent", "parent_id", "broader_id")
_DEFINITIONS = ("definition", "description", "scope")
_CHILDREN = ("children", "narrower", "concepts", "narratives", "subnarratives", "sub_narratives", "items")
_TABLE_SUFFIXES = (".csv", ".tsv")
_TURTLE_SUFFIXES = (".ttl", ".nt", ".n3", ".turtle")


def read(path: Path, base: str) -> Contents:
    """Read a scheme of any known format; `base` is what relative IRIs are below. UnreadableInput for all else."""
    text = _text(path)
    start = text.lstrip()[:1]
    if path.suffix.lower() not in _TURTLE_SUFFIXES:
        if start in ("{", "["):
            return _json(path, text, base)
        if delimiter := _delimiter(text):
            return _table(path, text, delimiter)
        if path.suffix.lower() in _TABLE_SUFFIXES:
            raise UnreadableInput(str(path), f"has no column for labels ({', '.join(_LABELS)})", "name one of them so")
    from disinfograph.resolve.scheme import scheme_rdf  # rdflib takes 160 ms to load

    return scheme_rdf.read(path, text, "xml" if text.lstrip().startswith(("<?xml", "<rdf:", "<!")) else "turtle", base)


def _text(path: Path) -> str:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInput(str(path), "is not text in UTF-8", "save it as UTF-8") from error
    except OSError as error:
        raise UnreadableInput(str(path), (error.strerror or str(error)).lower()) from error
    if not text.strip():
        raise UnreadableInput(str(path), "is empty")
    if "\0" in text:
        raise UnreadableInput(str(path), "is not text", "give a SKOS scheme, a JSON taxonomy or a table")
    return text


def _json(path: Path, text: str, base: str) -> Contents:
    taxonomy = _Taxonomy(str(path))
    try:
        data = json.loads(text, object_pairs_hook=taxonomy.without_repeats)
        if taxonomy.linked(data):
            from disinfograph.resolve.scheme import scheme_rdf  # as above

            return scheme_rdf.read(path, text, "json-ld", base)
        return taxonomy.read(data)
    except ValueError as error:
        raise UnreadableInput(str(path), f"is not JSON: {error}") from error
    except RecursionError as error:
        raise UnreadableInput(str(path), "is nested too deeply for a taxonomy") from error


class _Taxonomy:
    """Reads nested JSON: names with lists or objects of narrower names below them, or objects with a label each."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.nodes: dict[str, Node] = {}

    def without_repeats(self, pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
        """Return an object of the file, which must not name anything twice: json would drop one of the two."""
        read: dict[str, object] = {}
        for name, value in pairs:
            if name in read:
                raise UnreadableInput(self.file, f"names {name!r} twice in one object", "rename one of them")
            read[name] = value
        return read

    @staticmethod
    def linked(data: object) -> bool:
        """Tell whether the data is JSON-LD."""
        first = data[0] if isinstance(data, list) and data else data
        return isinstance(first, dict) and not first.keys().isdisjoint(("@context", "@graph", "@id"))

    def read(self, data: object) -> Contents:
        title = None
        if isinstance(data, dict) and _word(data, _LABELS) and _below(data) is not None:
            title, data = _word(data, _LABELS), _below(data)
        elif isinstance(data, dict) and "objects" in data and data.get("type") == "bundle":
            raise UnreadableInput(self.file, "is a STIX bundle, not a taxonomy", "give nested names or a SKOS scheme")
        self._add(data, ())
        if not self.nodes:
            raise UnreadableInput(self.file, "names no narrative")
        return Contents(tuple(self.nodes.values()), title)

    def _add(self, data: object, above: tuple[str, ...]) -> None:
        match data:
            case dict() if _word(data, _LABELS):
                self._add_object(data, above)
            case dict():
                for name, value in data.items():
                    text = value if isinstance(value, str) else ""
                    below = self._name(str(name), above, definition=text)
                    self._add(None if isinstance(value, str) else value, below)
            case list():
                for value in data:
                    self._add(value, above)
            case str():
                self._name(data, above)
            case None:
                pass
            case _:
                raise UnreadableInput(self.file, f"has {json.dumps(data)} where a name is expected{_place(above)}")

    def _add_object(self, data: Mapping[str, object], above: tuple[str, ...]) -> None:
        notation = _word(data, _IDS) or None
        below = self._name(_word(data, _LABELS), above, _word(data, _DEFINITIONS), notation)
        self._add(_below(data), below)

    def _name(
        self, label: str, above: tuple[str, ...], definition: str = "", notation: str | None = None
    ) -> tuple[str, ...]:
        """Add a node below the path of names above it and return its own path."""
        label = " ".join(label.split())
        if not label:
            raise UnreadableInput(self.file, f"has a narrative without a name{_place(above)}")
        path = (*above, label)
        key = "\x1f".join(path)
        if key in self.nodes:
            raise UnreadableInput(self.file, f"names {label!r} twice{_place(above)}", "rename one of them")
        broader = frozenset({"\x1f".join(above)} if above else ())
        self.nodes[key] = Node(key, _plain(label), definitions=_plain(definition), notation=notation, broader=broader)
        return path


def _place(above: tuple[str, ...]) -> str:
    return f" below {above[-1]!r}" if above else ""


def _word(data: Mapping[str, object], names: Sequence[str]) -> str:
    """Return the first of the named values that is a text or a whole number; '' where none is."""
    folded = {name.casefold(): value for name, value in data.items()}
    for name in names:
        value = folded.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return ""


def _below(data: Mapping[str, object]) -> object:
    folded = {name.casefold(): value for name, value in data.items()}
    return next((folded[name] for name in _CHILDREN if isinstance(folded.get(name), list | dict)), None)


def _plain(text: str) -> Texts:
    return frozenset({("", text.strip())} if text.strip() else ())


def _delimiter(text: str) -> str | None:
    """Return what parts the columns, if the first line is a header that names a label column."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    for delimiter in ("\t", ";", ",", "|"):
        columns = [cell.strip(' "').casefold() for cell in header.split(delimiter)]
        if not set(columns).isdisjoint(_LABELS) and (len(columns) > 1 or len(header.split()) == 1):
            return delimiter
    return None


def _table(path: Path, text: str, delimiter: str) -> Contents:
    """Read a table: label, and where there are such columns id, broader (ids or labels, parted by `|`), definition."""
    rows = list(_rows(path, text, delimiter))
    if not rows:
        raise UnreadableInput(str(path), "has a header and no narrative")
    keys: dict[str, str] = {}
    for position, row in rows:
        key = _key(row)
        if key in keys:
            raise UnreadableInput(_row_name(path, position), f"repeats {key!r}", "give each narrative an id of its own")
        keys[key] = key
    keys = {_word(row, _LABELS): _key(row) for _, row in reversed(rows)} | keys
    return Contents(tuple(_row_node(path, position, row, keys) for position, row in rows))


def _row_name(path: Path, position: int) -> str:
    return f"{path}, record {position}"


def _rows(path: Path, text: str, delimiter: str) -> Iterator[tuple[int, dict[str, object]]]:
    lines = csv.reader(text.lstrip("\r\n").splitlines(keepends=True), delimiter=delimiter)
    try:
        header = [name.strip() for name in next(lines)]
        position = 0
        for cells in lines:
            if not any(cell.strip() for cell in cells):
                continue
            position += 1
            if len(cells) > len(header):
                raise UnreadableInput(_row_name(path, position), f"has {len(cells)} cells below {len(header)} columns")
            row: dict[str, object] = dict(zip(header, cells, strict=False))
            if not _word(row, _LABELS):
                raise UnreadableInput(_row_name(path, position), "has no label")
            yield position, row
    except csv.Error as error:
        raise UnreadableInput(str(path), f"is a table that cannot be read: {error}") from error


def _key(row: Mapping[str, object]) -> str:
    return _word(row, _IDS) or _word(row, _LABELS)


def _row_node(path: Path, position: int, row: Mapping[str, object], keys: Mapping[str, str]) -> Node:
    above = [name.strip() for name in _word(row, _BROADER).split("|") if name.strip()]
    for name in above:
        if name not in keys:
            raise UnreadableInput(_row_name(path, position), f"names {name!r} as broader, which no row is")
    return Node(
        key=_key(row),
        labels=_plain(_word(row, _LABELS)),
        definitions=_plain(_word(row, _DEFINITIONS)),
        notation=_word(row, _IDS) or None,
        broader=frozenset(keys[name] for name in above),
    )
