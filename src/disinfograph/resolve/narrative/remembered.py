"""What was found for a word, kept for the next time that it comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_MOST = 1 << 16


class Remembered(dict[str, T]):
    """What a call gives for each word asked for, as a dict: so many words are looked up by one `map`.

    Rather than grow with the texts it forgets everything now and then.
    """

    def __init__(self, find: Callable[[str], T], most: int = _MOST) -> None:
        super().__init__()
        self._find, self._most = find, most

    def __missing__(self, word: str) -> T:
        """Find what was not found before."""
        if len(self) >= self._most:
            self.clear()
        self[word] = found = self._find(word)
        return found
