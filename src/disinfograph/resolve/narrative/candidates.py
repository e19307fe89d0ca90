"""Narratives that the scheme may lack: phrases that match nothing, and titles of cases without a narrative.

They are gathered by their words. A phrase is a name that an editor gave, so one is enough; a title is a claim like any
other, so several cases must claim alike before it is worth a curator's look.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from disinfograph.iris import fold

_ALIKE = 0.5
"""The cosine from which two groups of phrases are one; between groups, the mean over their pairs counts."""
_TOO_MANY = 3000
"""Distinct texts above which all pairs would take too much memory: phrases first, then those of most cases."""
_FEWEST_WORDS = 2
"""A single word is a topic, not a narrative."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A narrative that the scheme may lack: its most central phrase, all its phrases, the slugs of the cases.

    Where no response names it, the phrases are titles.
    """

    label: str
    phrases: tuple[str, ...]
    cases: tuple[str, ...]


def candidates(phrases: Mapping[str, Iterable[str]], titles: Mapping[str, Iterable[str]]) -> list[Candidate]:
    """Return groups of alike texts from the unmatched phrases and titles of cases, by slug; those of most cases first.

    A group without a phrase that a response uses is left out where it holds one case only.
    """
    cases: dict[str, set[str]] = {}
    spelt: dict[str, str] = {}
    for slug, texts in (*sorted(phrases.items()), *sorted(titles.items())):
        for text in texts:
            if (folded := fold(text)).count("-") >= _FEWEST_WORDS - 1:
                cases.setdefault(folded, set()).add(slug)
                spelt.setdefault(folded, text)
    named = {fold(phrase) for texts in phrases.values() for phrase in texts}
    asked = sorted(cases, key=lambda folded: (folded not in named, -len(cases[folded]), folded))[:_TOO_MANY]
    found = [(group, _candidate(group, spelt, cases)) for group in _groups(asked)]
    kept = [candidate for group, candidate in found if len(candidate.cases) > 1 or not named.isdisjoint(group)]
    return sorted(kept, key=lambda candidate: (-len(candidate.cases), candidate.label))


def _candidate(group: Sequence[str], spelt: Mapping[str, str], cases: Mapping[str, set[str]]) -> Candidate:
    slugs = set().union(*(cases[folded] for folded in group))
    return Candidate(spelt[group[0]], tuple(spelt[folded] for folded in group), tuple(sorted(slugs)))


def _groups(phrases: Sequence[str]) -> list[list[str]]:
    """Return the phrases in groups, of each the most central first."""
    if len(phrases) < 2:
        return [list(phrases)] if phrases else []
    from sklearn.cluster import AgglomerativeClustering

    alike = _alike(phrases)
    cut = AgglomerativeClustering(
        n_clusters=None, distance_threshold=1 - _ALIKE, metric="precomputed", linkage="average"
    )
    members: dict[int, list[int]] = {}
    for at, group in enumerate(cut.fit_predict((1 - alike).clip(min=0))):
        members.setdefault(int(group), []).append(at)
    return [
        [phrases[at] for at in sorted(group, key=lambda at: (-float(alike[at, group].sum()), phrases[at]))]
        for group in members.values()
    ]


def _alike(phrases: Sequence[str]) -> Any:
    """Return the cosine of each two phrases, by their words and by runs of letters, which join the forms of a word."""
    import numpy
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_union

    words = TfidfVectorizer(stop_words="english", sublinear_tf=True, dtype=numpy.float32)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(4, 5), sublinear_tf=True, dtype=numpy.float32)
    try:
        matrix = make_union(words, letters).fit_transform([folded.replace("-", " ") for folded in phrases])
    except ValueError:  # nothing but stop words
        matrix = letters.fit_transform([f"{folded.replace('-', ' ')} " for folded in phrases])
        return (matrix @ matrix.T).toarray()
    return (matrix @ matrix.T).toarray() / 2
