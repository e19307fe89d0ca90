"""How our narratives relate to the schemes of others: the mapping sets of `ontology/mappings/`, in SSSOM TSV.

A set is a table with a block of metadata before it, in lines that begin with `#`. Each row holds one judgement: a
narrative of ours, a SKOS mapping property, a concept of the other scheme, how sure we are, and why.
Source: SSSOM, https://mapping-commons.github.io/sssom/spec-formats-tsv/
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from disinfograph import resources, vocabularies
from disinfograph.errors import NotFound, UnreadableInput
from disinfograph.namespaces import PREFIXES

PREDICATES = ("skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch")
COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "confidence",
    "comment",
)
METADATA = ("mapping_set_id", "mapping_set_title", "license")

_SUFFIX = ".sssom.tsv"
_NO_TERM, _EXACT, _CURATED = "sssom:NoTermFound", "skos:exactMatch", "semapv:ManualMappingCuration"


@dataclass(frozen=True, slots=True)
class NarrativeMapping:
    """A judgement: `subject` (full IRI of a narrative of ours), `predicate` and `object_` (full IRIs).

    `object_label` names the other concept, `confidence` is how sure the judgement is (0 to 1), `comment` says why.
    """

    subject: str
    predicate: str
    object_: str
    object_label: str
    confidence: float
    comment: str

    @property
    def narrative(self) -> str:
        """Return the slug of our narrative."""
        return self.subject.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Gap:
    """A concept of the other scheme for which ours has no narrative: its full IRI, its label, and why."""

    iri: str
    label: str
    comment: str


@dataclass(frozen=True, slots=True)
class MappingSet:
    """One file: its short name, its metadata (single values only), its mappings and gaps, in the order of the file."""

    name: str
    metadata: Mapping[str, str]
    mappings: tuple[NarrativeMapping, ...]
    gaps: tuple[Gap, ...]

    @property
    def iri(self) -> str:
        """Return the IRI of the set."""
        return self.metadata["mapping_set_id"]


def names() -> tuple[str, ...]:
    """Return the names of all mapping sets, sorted, such as `semeval`."""
    return tuple(sorted(path.name.removesuffix(_SUFFIX) for path in _folder().glob(f"*{_SUFFIX}")))


@cache
def load(name: str) -> MappingSet:
    """Return a mapping set of the package; NotFound when there is none of that name."""
    if name not in names():
        raise NotFound("mapping set", name, names())
    return read(_folder() / f"{name}{_SUFFIX}")


def all_mappings() -> tuple[NarrativeMapping, ...]:
    """Return the mappings of all sets, by the name of the set and then by the order of its file."""
    return tuple(mapping for name in names() for mapping in load(name).mappings)


def triples() -> Iterator[tuple[str, str, str]]:
    """Yield all mappings as full IRIs, ours below the default base: subject, SKOS mapping property, object."""
    yield from ((mapping.subject, mapping.predicate, mapping.object_) for mapping in all_mappings())


def read(path: Path) -> MappingSet:
    """Read a mapping set from a file; UnreadableInput, with the line, where it breaks a rule.

    Every subject is a narrative of ours, every CURIE has its prefix in the curie_map, a pair is judged once, and
    an exactMatch is one to one: so that following it never equates two concepts of one scheme.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(str(path), f"cannot be read: {error}") from error
    head = [line.removeprefix("#") for line in lines if line.startswith("#")]
    metadata, prefixes = _metadata(head)
    for key in METADATA:
        if not metadata.get(key):
            raise UnreadableInput(str(path), f"its metadata lack {key}")
    rows = _Rows(str(path), prefixes, first_line=len(head) + 2)
    found = list(rows.read(lines[len(head) :]))
    _refuse_conflicts(path, found)
    return MappingSet(
        name=path.name.removesuffix(_SUFFIX),
        metadata=metadata,
        mappings=tuple(row for row in found if isinstance(row, NarrativeMapping)),
        gaps=tuple(row for row in found if isinstance(row, Gap)),
    )


def _folder() -> Path:
    return resources.root() / "ontology" / "mappings"


def _metadata(lines: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the single values of the metadata, and the curie_map. Lists are for other readers and are passed over."""
    single: dict[str, str] = {}
    nested: dict[str, dict[str, str]] = {}
    inside = ""
    for line in lines:
        key, colon, value = line.strip().partition(":")
        value = value.strip().strip("\"'")
        if line.startswith(" ") and colon:
            nested.setdefault(inside, {})[key] = value
        elif colon and not line.startswith("-"):
            inside = key
            single |= {key: value} if value else {}
    return single, nested.get("curie_map", {})


@dataclass(frozen=True, slots=True)
class _Rows:
    """Reads the rows of one file; `first_line` is the number of the line after the header."""

    file: str
    prefixes: Mapping[str, str]
    first_line: int

    def read(self, lines: Sequence[str]) -> Iterator[NarrativeMapping | Gap]:
        table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        if tuple(table.fieldnames or ()) != COLUMNS:
            raise UnreadableInput(self.file, f"its columns are not {', '.join(COLUMNS)}")
        known = {concept.iri for concept in vocabularies.load("narratives")}
        for line, row in enumerate(table, self.first_line):
            yield self._row(line, row, known)

    def _row(self, line: int, row: Mapping[str, str], known: set[str]) -> NarrativeMapping | Gap:
        if None in row or None in row.values():
            raise self._broken(line, f"has not {len(COLUMNS)} cells")
        if row["predicate_id"] not in PREDICATES:
            raise self._broken(line, f"has the predicate {row['predicate_id']!r}, which is no mapping of SKOS")
        if row["mapping_justification"] != _CURATED:
            raise self._broken(line, f"is not justified by {_CURATED}")
        target = self._expand(line, row["object_id"])
        confidence = self._confidence(line, row["confidence"])
        if row["subject_id"] == _NO_TERM:
            return Gap(target, row["object_label"], row["comment"])
        subject = self._expand(line, row["subject_id"])
        if subject not in known:
            raise self._broken(line, f"maps {row['subject_id']}, which is no narrative of the scheme")
        predicate = PREFIXES["skos"] + row["predicate_id"].partition(":")[2]
        return NarrativeMapping(subject, predicate, target, row["object_label"], confidence, row["comment"])

    def _expand(self, line: int, curie: str) -> str:
        prefix, colon, name = curie.partition(":")
        if not colon or not name or prefix not in self.prefixes:
            raise self._broken(line, f"has {curie!r}, whose prefix the curie_map does not expand")
        return self.prefixes[prefix] + name

    def _confidence(self, line: int, text: str) -> float:
        try:
            confidence = float(text)
        except ValueError:
            confidence = -1.0
        if not 0 <= confidence <= 1:
            raise self._broken(line, f"has the confidence {text!r}, which is no number from 0 to 1")
        return confidence

    def _broken(self, line: int, reason: str) -> UnreadableInput:
        return UnreadableInput(f"{self.file}, line {line}", reason)


def _refuse_conflicts(path: Path, rows: Sequence[NarrativeMapping | Gap]) -> None:
    mappings = [row for row in rows if isinstance(row, NarrativeMapping)]
    exact = [row for row in mappings if row.predicate == PREFIXES["skos"] + _EXACT.partition(":")[2]]
    mapped = {row.object_ for row in mappings}
    for said, reason in (
        ([f"{row.subject} with {row.object_}" for row in mappings], "judges {} twice"),
        ([row.subject for row in exact], "has more than one exactMatch of {}"),
        ([row.object_ for row in exact], "has more than one exactMatch to {}"),
        ([row.iri for row in rows if isinstance(row, Gap)], "says twice that no narrative fits {}"),
    ):
        if repeated := sorted(text for text, count in Counter(said).items() if count > 1):
            raise UnreadableInput(str(path), reason.format(repeated[0]), "keep one")
    for row in rows:
        if isinstance(row, Gap) and row.iri in mapped:
            raise UnreadableInput(str(path), f"maps {row.iri} and says that no narrative fits it", "keep one")
