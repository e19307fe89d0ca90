"""What of the words of a case is compared with narratives and weighed for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from disinfograph import resources
from disinfograph.resolve.narrative.cues import fold_label, read

_CLAIM_START = 400
"""How many characters of a claim say what it is about."""


@dataclass(frozen=True, slots=True)
class TextWords:
    """The folded words of a title and of the start of a claim, and the folded labels of keywords."""

    title: tuple[str, ...]
    claim: tuple[str, ...]
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseText:
    """What of a case is compared: the title, the claim, the keywords; its words, where they were read before."""

    title: str
    claim: str
    keywords: tuple[str, ...]
    known: TextWords | None = field(default=None, compare=False, repr=False)

    @property
    def words(self) -> TextWords:
        """Return the words."""
        if self.known:
            return self.known
        claim = read(self.claim[:_CLAIM_START]).folded
        return TextWords(read(self.title).folded, claim, tuple(map(fold_label, self.keywords)))


def content(words: Iterable[str]) -> list[str]:
    """Return those of some folded words that carry meaning in English; other languages keep all of theirs."""
    empty = empty_words()
    return [word for word in words if len(word) > 1 and word not in empty]


@cache
def empty_words() -> frozenset[str]:
    """Return the words of English that carry no meaning: those of `ontology/empty-words.csv`."""
    lines = (resources.root() / "ontology" / "empty-words.csv").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#")) - {"word"}
