"""Which words are names, told from how a corpus writes them: a comparison needs it, as names tell claims apart."""

from __future__ import annotations

import re
from collections import Counter

from disinfograph.resolve.link.word_keys import keys

# A word that does not begin a sentence or a quotation. It is found by the space before it, which is fast.
_WITHIN = re.compile(r" (?<=[^\s.!?:…\"“(] )([^\W\d_][\w’'-]+)")


class NameKeys:
    """Takes texts; `settled` tells the keys of the words that most texts write with a capital within sentences."""

    def __init__(self) -> None:
        self._capital: Counter[str] = Counter()
        self._small: Counter[str] = Counter()

    def add(self, text: str) -> None:
        """Take a text; a headline with a capital on most words tells nothing of any of them."""
        words = _WITHIN.findall(text)
        capital = [word for word in words if word[0].isupper()]
        if len(capital) * 2 <= len(words):
            self._capital.update(set(capital))
            self._small.update(set(words).difference(capital))

    def settled(self) -> frozenset[str]:
        """Return the keys."""
        balance: Counter[str] = Counter()
        for word in sorted({*self._capital, *self._small}):
            balance.update(dict.fromkeys(keys(word).words, self._capital[word] - self._small[word]))
        return frozenset(key for key, count in balance.items() if count > 0)
