"""Things kept in a bounded number of bytes: those asked for longest ago are let go first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """Keeps things in at most `size` bytes, as they are weighed when they are put here; one takes at most a `share`."""

    def __init__(self, size: int, share: int) -> None:
        self._size, self._most = size, size // share
        self._used = 0
        self._things: OrderedDict[K, tuple[V, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._things)

    @property
    def used(self) -> int:
        """Return how many bytes are taken."""
        return self._used

    def get(self, key: K) -> V | None:
        """Return what is kept under a key, if it still is."""
        found = self._things.get(key)
        if found is None:
            return None
        self._things.move_to_end(key)
        return found[0]

    def put(self, key: K, thing: V, weight: int) -> None:
        """Keep a thing, unless it is too heavy or there already, and let others go for it."""
        if weight > self._most or key in self._things:
            return
        self._things[key] = (thing, weight)
        self._used += weight
        while self._used > self._size:
            self._used -= self._things.popitem(last=False)[1][1]

    def clear(self) -> None:
        """Let everything go."""
        self._things.clear()
        self._used = 0
