"""The words of many texts as rows of numbers, weighed by TF-IDF, without holding what only one text has."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from disinfograph.resolve.narrative.case_text import TextWords, content

_SLOTS = 1 << 24


class Shared:
    """Which features at least two of the texts have; of a few that only one has it says so too.

    Most pairs of words stand in one text only: a byte for each of the values of a hash takes less than their names.
    """

    def __init__(self) -> None:
        self._seen = bytearray(_SLOTS)

    def add(self, text: TextWords) -> None:
        """Enter a text."""
        seen = self._seen
        for slot in map(_slot, set(_features(text))):
            if seen[slot] < 2:
                seen[slot] += 1

    def of(self, text: TextWords) -> dict[str, int]:
        """Return how often a text has each of its features that others may have, in their order."""
        seen = self._seen
        return {name: many for name, many in Counter(_features(text)).items() if seen[_slot(name)] > 1}


def vectors(texts: Iterable[TextWords], shared: Shared) -> Any:
    """Return a row of length 1 for each text: TF-IDF of what another has too; `shared` has seen all of the texts."""
    from sklearn.feature_extraction.text import TfidfTransformer

    matrix = _placed(*_counted(texts, shared))
    if not matrix.nnz:
        return matrix
    return TfidfTransformer(sublinear_tf=True).fit(matrix).transform(matrix, copy=False)


def _counted(texts: Iterable[TextWords], shared: Shared) -> tuple[Any, Any]:
    """Return how often each text has each feature, in columns by their first text; and the places of these columns."""
    import numpy
    from scipy.sparse import csr_matrix

    numbers: dict[str, int] = {}
    columns, counts, ends = array("i"), array("f"), array("q", [0])
    for text in texts:
        found = shared.of(text)
        columns.extend(numbers.setdefault(name, len(numbers)) for name in found)
        counts.extend(found.values())
        ends.append(len(columns))
    if not columns:
        return csr_matrix((len(ends) - 1, 1), dtype="float32"), numpy.zeros(1, "int32")
    matrix = csr_matrix((_numbers(counts), _numbers(columns), _numbers(ends)), shape=(len(ends) - 1, len(numbers)))
    matrix.sort_indices()
    return matrix, _places(numbers, numpy.bincount(matrix.indices) > 1)


def _placed(matrix: Any, place: Any) -> Any:
    """Return a matrix with each column in its place, without those that have none; the matrix given is used up.

    The order in each row stays, for sums go by it: the columns that came first come first, as in scikit-learn.
    """
    import numpy
    from scipy.sparse import csr_matrix

    matrix.indices = place[matrix.indices]
    dropped = numpy.flatnonzero(matrix.indices < 0)
    matrix.indices, matrix.data = numpy.delete(matrix.indices, dropped), numpy.delete(matrix.data, dropped)
    ends = matrix.indptr - numpy.searchsorted(dropped, matrix.indptr)
    return csr_matrix((matrix.data, matrix.indices, ends), shape=(matrix.shape[0], int(place.max(initial=0)) + 1))


def _places(numbers: dict[str, int], kept: Any) -> Any:
    """Return the column of each number, by alphabet; -1 where it is not kept."""
    import numpy

    place = numpy.full(len(numbers), -1, dtype="int32")
    names = sorted(name for name, number in numbers.items() if kept[number])
    place[[numbers[name] for name in names]] = numpy.arange(len(names), dtype="int32")
    return place


def _numbers(held: array[Any]) -> Any:
    import numpy

    return numpy.frombuffer(held, dtype=held.typecode)


def _slot(name: str) -> int:
    return hash(name) % _SLOTS


def _features(text: TextWords) -> Iterator[str]:
    """Yield the words of a text, those of the title twice, each pair of neighbours, and the keywords."""
    title, claim = content(text.title), content(text.claim)
    titled = [*title, *(f"{first} {second}" for first, second in pairwise(title))]
    yield from titled
    yield from titled
    if claim[: len(title)] != title:
        yield from claim
        yield from (f"{first} {second}" for first, second in pairwise(claim))
    yield from (f"[{label}]" for label in text.keywords)
