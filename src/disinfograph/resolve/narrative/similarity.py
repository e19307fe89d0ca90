"""How alike a case and each narrative are in their words, beyond the rules of the scheme.

Each narrative has one profile of words: its labels, definition and examples in English, and the cases that are known to
promote it. Cases are compared with it by words, pairs of words and keywords, weighed by TF-IDF. Labels in other
languages are compared with the title by short runs of letters, written in ASCII: so neither endings nor scripts part
what belongs together, and a text need not say which language it is in. A case never speaks for itself: what it adds to
a profile is taken off before it is compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import Any

from disinfograph.iris import fold
from disinfograph.resolve.narrative.cues import fold_label, read
from disinfograph.vocabularies import Concept

_EXAMPLE = "http://www.w3.org/2004/02/skos/core#example"
_OWN_WORDS = 3.0
"""How many cases the scheme's own words about a narrative count for in its profile."""
_CLAIM_START = 400
"""How many characters of a claim say what it is about."""
_ENGLISH = 0.3
"""The share of a title's words that must be English for it not to be taken for another language."""
_AT_ONCE = 1024
"""Cases compared at once: bounds the memory to some megabytes."""


@dataclass(frozen=True, slots=True)
class CaseText:
    """What of a case is compared: the title, the claim, the keywords."""

    title: str
    claim: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike a case and a narrative are: the cosine, 0 to 1; its share of the case's best; if it is the best."""

    cosine: float
    share: float
    nearest: bool


@dataclass(slots=True)
class Similarity:
    """The likeness of cases and narratives; ask only after `settle`."""

    narratives: tuple[Concept, ...]
    _rows: dict[str, int] = field(default_factory=dict)
    _slugs: tuple[str, ...] = ()
    _columns: dict[str, int] = field(default_factory=dict)
    _words: Any = None
    _known: Any = None
    _scores: Any = None

    def settle(self, cases: Mapping[str, CaseText], known: Mapping[str, Iterable[str]]) -> None:
        """Compare the cases, by slug, with the narratives; `known` are the narratives that a case surely promotes."""
        import numpy  # with the two below some 2 s, which a build without similarity need not pay
        from scipy.sparse import csr_matrix

        self._rows = {slug: row for row, slug in enumerate(cases)}
        self._slugs = tuple(cases)
        self._columns = {concept.slug: column for column, concept in enumerate(self.narratives)}
        pairs = [(self._rows[s], self._columns[n]) for s, names in known.items() for n in names if n in self._columns]
        rows, columns = zip(*pairs, strict=True) if pairs else ((), ())
        shape = (len(cases), len(self.narratives))
        self._known = csr_matrix(([1.0] * len(pairs), (rows, columns)), shape=shape, dtype="float32")
        own, self._words = _by_words(cases.values(), self.narratives)
        self._scores = _scores(own, self._words, self._known)
        foreign = _foreign_titles(cases, self.narratives)
        if foreign:
            letters = _by_letters(list(foreign.values()), self.narratives)
            for slug, scores in zip(foreign, letters, strict=True):
                row = self._rows[slug]
                self._scores[row] = numpy.maximum(self._scores[row], scores)

    def of(self, slug: str, narrative: str) -> Likeness:
        """Return the likeness of a case and a narrative."""
        row = self._scores[self._rows[slug]]
        best, cosine = float(row.max()), float(row[self._columns[narrative]])
        return Likeness(cosine, cosine / best if best > 0 else 0.0, nearest=best > 0 and cosine == best)

    def nearest(self, slug: str) -> str | None:
        """Return the narrative most like a case; None where no word is shared with any."""
        row = self._scores[self._rows[slug]]
        return self.narratives[int(row.argmax())].slug if row.max() > 0 else None

    def like(self, slug: str, narrative: str, most: int = 3) -> tuple[str, ...]:
        """Return the slugs of the cases of a narrative that a case is most like, the most alike first."""
        row = self._rows[slug]
        members = self._known[:, self._columns[narrative]].nonzero()[0]
        members = members[members != row]
        alike = (self._words[members] @ self._words[row].T).toarray().ravel()
        ranked = sorted(zip(-alike, (self._slugs[member] for member in members), strict=True))
        return tuple(name for less, name in ranked[:most] if less < 0)


def _by_words(cases: Collection[CaseText], narratives: Sequence[Concept]) -> tuple[Any, Any]:
    """Return the words of the narratives and of the cases, a row each, of length 1."""
    import numpy
    from sklearn.feature_extraction.text import TfidfVectorizer

    # A word of one text only makes nothing alike.
    vectors = TfidfVectorizer(analyzer=_features, sublinear_tf=True, min_df=2, dtype=numpy.float32)
    texts = [CaseText(concept.label, own_words(concept), ()) for concept in narratives]
    try:
        matrix = vectors.fit_transform(chain(texts, cases))
    except ValueError:  # no word is shared
        return _nothing(len(texts)), _nothing(len(cases))
    return matrix[: len(texts)], matrix[len(texts) :]


def _foreign_titles(cases: Mapping[str, CaseText], narratives: Sequence[Concept]) -> dict[str, str]:
    """Return the titles, by slug, of which few words are among those of the scheme or of English at large."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    english = {word for concept in narratives for word in read(f"{concept.label} {own_words(concept)}").folded}
    english |= ENGLISH_STOP_WORDS
    foreign = {}
    for slug, text in cases.items():
        words = read(text.title).folded
        if sum(word in english for word in words) < _ENGLISH * len(words):
            foreign[slug] = text.title
    return foreign


def _by_letters(titles: Sequence[str], narratives: Sequence[Concept]) -> Any:
    """Return the likeness of each title, a row, and each narrative by its labels in other languages."""
    import numpy
    from sklearn.feature_extraction.text import TfidfVectorizer

    best = numpy.zeros((len(titles), len(narratives)), dtype="float32")
    labels = [(at, label) for at, concept in enumerate(narratives) for label in _foreign(concept)]
    if not labels:
        return best
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, dtype=numpy.float32)
    known = vectors.fit_transform([_ascii(label) for _, label in labels])
    owners: Any = (slice(None), numpy.array([at for at, _ in labels]))
    for start in range(0, len(titles), _AT_ONCE):
        alike = (vectors.transform(map(_ascii, titles[start : start + _AT_ONCE])) @ known.T).toarray()
        numpy.maximum.at(best[start : start + _AT_ONCE], owners, alike)
    return best


def _scores(own: Any, words: Any, known: Any) -> Any:
    """Return the cosine of each case, a row, with the profile of each narrative, less what the case gave to it."""
    import numpy

    profiles = (known.T @ words + _OWN_WORDS * own).tocsr()
    lengths = numpy.asarray(profiles.multiply(profiles).sum(axis=1)).ravel()
    scores = numpy.zeros((words.shape[0], profiles.shape[0]), dtype="float32")
    for start in range(0, words.shape[0], _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        given = known[part].toarray()
        dots = (words[part] @ profiles.T).toarray()
        rest = numpy.sqrt(numpy.maximum(lengths - given * (2 * dots - 1), 1e-6))
        scores[part] = (dots - given) / rest
    return scores


def _features(text: CaseText) -> Iterator[str]:
    """Yield the words of a text, those of the title twice, each pair of neighbours, and the keywords."""
    title, claim = content(text.title), content(text.claim[:_CLAIM_START])
    for words in (title, title) if claim[: len(title)] == title else (title, title, claim):
        yield from words
        yield from (f"{first} {second}" for first, second in pairwise(words))
    yield from (f"[{fold_label(label)}]" for label in text.keywords)


def content(text: str) -> list[str]:
    """Return the folded words of a text that carry meaning in English; other languages keep all of theirs."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    return [word for word in read(text).folded if len(word) > 1 and word not in ENGLISH_STOP_WORDS]


def own_words(concept: Concept) -> str:
    """Return what the scheme says of a narrative in English."""
    aliases = (label for language, label in concept.aliases if language in {"en", ""})
    return " ".join([concept.definition or "", *concept.properties.get(_EXAMPLE, ()), *aliases])


def _foreign(concept: Concept) -> list[str]:
    labels = (*concept.labels.items(), *concept.aliases)
    return sorted({label for language, label in labels if language not in {"en", ""} and _ascii(label)})


def _ascii(text: str) -> str:
    return fold(text).replace("-", " ")


def _nothing(rows: int) -> Any:
    from scipy.sparse import csr_matrix

    return csr_matrix((rows, 1), dtype="float32")
