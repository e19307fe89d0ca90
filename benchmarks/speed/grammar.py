"""A grammar that writes: each symbol stands for one of its productions, drawn evenly."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from string import Formatter

Leaf = Callable[[random.Random], str]
Production = tuple[str, ...]


class Grammar:
    """Productions by symbol, and the leaves: what fills the gaps that no production fills.

    A production is text with gaps (`{symbol}`); a symbol's productions stand on lines of their own or between bars.
    """

    def __init__(self, rules: Mapping[str, str], leaves: Mapping[str, Leaf]) -> None:
        self._rules = {symbol: _productions(text) for symbol, text in rules.items()}
        self._leaves = dict(leaves)

    def write(self, symbol: str, rng: random.Random) -> str:
        """Return a text for a symbol."""
        parts: list[str] = []
        self._write(symbol, rng, parts)
        return "".join(parts)

    def sentence(self, symbol: str, rng: random.Random) -> str:
        """Return a text for a symbol that begins with a capital letter: never with a figure, as in good prose."""
        text = self.write(symbol, rng)
        while text[0].isdigit():
            text = self.write(symbol, rng)
        return text[0].upper() + text[1:]

    def _write(self, symbol: str, rng: random.Random, parts: list[str]) -> None:
        if symbol in self._leaves:
            parts.append(self._leaves[symbol](rng))
            return
        productions = self._rules[symbol]
        for place, part in enumerate(productions[int(rng.random() * len(productions))]):
            # Text and gaps take turns.
            if place % 2:
                self._write(part, rng, parts)
            else:
                parts.append(part)


def _productions(text: str) -> list[Production]:
    lines = (line.strip(" |") for line in text.strip().splitlines())
    written = [part.strip() for line in lines for part in line.split("|")]
    return [tuple(part for pair in _pairs(production) for part in pair) for production in written]


def _pairs(production: str) -> list[tuple[str, ...]]:
    return [(text, gap) if gap else (text,) for text, gap, _, _ in Formatter().parse(production)]
