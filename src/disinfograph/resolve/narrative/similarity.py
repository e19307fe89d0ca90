"""How alike a case and each narrative are in their words, beyond the rules of the scheme.

Each narrative has one profile of words: its labels, definition and examples in English, and the cases that are known to
promote it. Cases are compared with it by words, pairs of words and keywords, weighed by TF-IDF. Labels in other
languages are compared with the title by short runs of letters, written in ASCII: so neither endings nor scripts part
what belongs together, and a text need not say which language it is in. A case never speaks for itself: what it adds to
a profile is taken off before it is compared.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from disinfograph.iris import fold
from disinfograph.resolve.narrative.case_text import CaseText, empty_words
from disinfograph.resolve.narrative.cues import read
from disinfograph.resolve.narrative.word_vectors import Shared, vectors
from disinfograph.shelf import Shelf, folder_of
from disinfograph.vocabularies import Concept

_EXAMPLE = "http://www.w3.org/2004/02/skos/core#example"
_OWN_WORDS = 3.0
"""How many cases the scheme's own words about a narrative count for in its profile."""
_ENGLISH = 0.3
"""The share of a title's words that must be English for it not to be taken for another language."""
_AT_ONCE = 1024
"""Cases compared at once: bounds the memory to some megabytes."""
_ARRAYS = ("data", "indices", "indptr")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike a case and a narrative are: the cosine, 0 to 1; its share of the case's best; if it is the best."""

    cosine: float
    share: float
    nearest: bool


class Compared(NamedTuple):
    """What of cases can be told without knowing what any promotes: their slugs, a row each; which of these have a
    foreign title, and the likeness of each of them by its letters; the words of narratives, and the shape of those of
    cases, which lie in files.
    """

    slugs: tuple[str, ...]
    foreign: list[int]
    letters: Any
    own: Any
    shape: tuple[int, int]


@dataclass(slots=True, weakref_slot=True)
class Similarity:
    """The likeness of cases and narratives; ask only after `settle`."""

    narratives: tuple[Concept, ...]
    _rows: dict[str, int] = field(default_factory=dict)
    _slugs: tuple[str, ...] = ()
    _columns: dict[str, int] = field(default_factory=dict)
    _words: Any = None
    _known: Any = None
    _scores: Shelf = field(default_factory=Shelf)
    _last: tuple[str, array[float], float] = ("", array("f"), 0.0)
    _folder: Path = field(init=False)

    def __post_init__(self) -> None:
        self._folder = folder_of(self)

    def compared(self, cases: Mapping[str, CaseText]) -> Compared:
        """Read the words of cases, by slug, in this process or in one that it forked; return what `settle` needs."""
        import numpy

        rows = {slug: row for row, slug in enumerate(cases)}
        foreign, own, words = _compared(cases, self.narratives)
        for name in _ARRAYS:
            numpy.save(self._array(name), getattr(words, name))
        letters = _by_letters([cases[slug].title for slug in foreign], self.narratives)
        return Compared(tuple(rows), [rows[slug] for slug in foreign], letters, own, words.shape)

    def _array(self, name: str) -> Path:
        return self._folder / f"{name}.npy"

    def settle(self, compared: Compared, known: Mapping[str, Iterable[str]]) -> None:
        """Compare cases with the narratives; `known` are those that a case, by its slug, surely promotes."""
        import numpy
        from scipy.sparse import csr_matrix  # with the two below some 2 s, which a build without it need not pay

        self._slugs = compared.slugs
        self._rows = {slug: row for row, slug in enumerate(self._slugs)}
        self._columns = {concept.slug: column for column, concept in enumerate(self.narratives)}
        pairs = [(self._rows[s], self._columns[n]) for s, names in known.items() for n in names if n in self._columns]
        rows, columns = zip(*pairs, strict=True) if pairs else ((), ())
        shape = (len(self._slugs), len(self.narratives))
        self._known = csr_matrix(([1.0] * len(pairs), (rows, columns)), shape=shape, dtype="float32")
        arrays = tuple(numpy.load(self._array(name), mmap_mode="r") for name in _ARRAYS)
        self._words = csr_matrix(arrays, shape=compared.shape)
        self._keep(_scores(compared.own, self._words, self._known), compared.foreign, compared.letters)

    def _keep(self, scores: Iterable[Any], foreign: Sequence[int], letters: Any) -> None:
        """Keep the scores, given by blocks of rows; those of foreign titles are by words or by letters."""
        import numpy

        by_letters = dict(zip(foreign, letters, strict=True))
        for row, by_words in enumerate(chain.from_iterable(scores)):
            best = numpy.maximum(by_words, by_letters[row]) if row in by_letters else by_words
            self._scores.put(best.tobytes())

    def of(self, slug: str, narrative: str) -> Likeness:
        """Return the likeness of a case and a narrative."""
        row, best = self._row(slug)
        cosine = row[self._columns[narrative]]
        return Likeness(cosine, cosine / best if best > 0 else 0.0, nearest=best > 0 and cosine == best)

    def nearest(self, slug: str) -> str | None:
        """Return the narrative most like a case; None where no word is shared with any."""
        row, best = self._row(slug)
        return self.narratives[row.index(best)].slug if best > 0 else None

    def _row(self, slug: str) -> tuple[array[float], float]:
        """Return the scores of a case, and the best."""
        if self._last[0] != slug:
            row = array("f", self._scores[self._rows[slug]])
            self._last = (slug, row, max(row))
        return self._last[1:]

    def like(self, slug: str, narrative: str, most: int = 3) -> tuple[str, ...]:
        """Return the slugs of the cases of a narrative that a case is most like, the most alike first."""
        row = self._rows[slug]
        members = self._known[:, self._columns[narrative]].nonzero()[0]
        members = members[members != row]
        alike = (self._words[members] @ self._words[row].T).toarray().ravel()
        ranked = sorted(zip(-alike, (self._slugs[member] for member in members), strict=True))
        return tuple(name for less, name in ranked[:most] if less < 0)


def _compared(cases: Mapping[str, CaseText], narratives: Sequence[Concept]) -> tuple[list[str], Any, Any]:
    """Return the slugs of the cases with a foreign title, and the words of the narratives and the cases, a row each."""
    said = [CaseText(concept.label, own_words(concept), ()).words for concept in narratives]
    english = _english(narratives)
    foreign, shared = [], Shared()
    for words in said:
        shared.add(words)
    for slug, text in cases.items():
        words = text.words
        shared.add(words)
        if sum(map(english.__contains__, words.title)) < _ENGLISH * len(words.title):
            foreign.append(slug)
    matrix = vectors(chain(said, (text.words for text in cases.values())), shared)
    return foreign, matrix[: len(said)], _rows_from(matrix, len(said))


def _rows_from(matrix: Any, first: int) -> Any:
    """Return the rows of a matrix from one on, which share its memory."""
    from scipy.sparse import csr_matrix

    start, shape = matrix.indptr[first], (matrix.shape[0] - first, matrix.shape[1])
    return csr_matrix((matrix.data[start:], matrix.indices[start:], matrix.indptr[first:] - start), shape=shape)


def _english(narratives: Sequence[Concept]) -> frozenset[str]:
    """Return the words of the scheme and of English at large, few of which stand in a foreign title."""
    own = (read(f"{concept.label} {own_words(concept)}").folded for concept in narratives)
    return empty_words().union(*own)


def _by_letters(titles: Sequence[str], narratives: Sequence[Concept]) -> Any:
    """Return the likeness of each title, a row, and each narrative by its labels in other languages."""
    import numpy
    from sklearn.feature_extraction.text import TfidfVectorizer

    best = numpy.zeros((len(titles), len(narratives)), dtype="float32")
    labels = [(at, label) for at, concept in enumerate(narratives) for label in _foreign(concept)]
    if not titles or not labels:
        return best
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, dtype=numpy.float32)
    known = vectors.fit_transform([_ascii(label) for _, label in labels])
    owners: Any = (slice(None), numpy.array([at for at, _ in labels]))
    for start in range(0, len(titles), _AT_ONCE):
        alike = (vectors.transform(map(_ascii, titles[start : start + _AT_ONCE])) @ known.T).toarray()
        numpy.maximum.at(best[start : start + _AT_ONCE], owners, alike)
    return best


def _scores(own: Any, words: Any, known: Any) -> Iterator[Any]:
    """Yield the cosine of each case, a row, with the profile of each narrative, less what the case gave to it."""
    import numpy

    profiles = (known.T @ words + _OWN_WORDS * own).tocsr()
    lengths = numpy.asarray(profiles.multiply(profiles).sum(axis=1)).ravel()
    for start in range(0, words.shape[0], _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        given = known[part].toarray()
        dots = (words[part] @ profiles.T).toarray()
        rest = numpy.sqrt(numpy.maximum(lengths - given * (2 * dots - 1), 1e-6))
        yield ((dots - given) / rest).astype("float32")


def own_words(concept: Concept) -> str:
    """Return what the scheme says of a narrative in English."""
    aliases = (label for language, label in concept.aliases if language in {"en", ""})
    return " ".join([concept.definition or "", *concept.properties.get(_EXAMPLE, ()), *aliases])


def _foreign(concept: Concept) -> list[str]:
    labels = (*concept.labels.items(), *concept.aliases)
    return sorted({label for language, label in labels if language not in {"en", ""} and _ascii(label)})


def _ascii(text: str) -> str:
    return fold(text).replace("-", " ")
