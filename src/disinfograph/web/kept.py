"""Answers kept to be given again, those asked for last; an answer belongs to one version of the data."""

from __future__ import annotations

from collections import OrderedDict

from disinfograph.stores.worker_frames import Asked, Question, Reply

Key = tuple[str, Asked]
_SHARE = 8
_OVERHEAD = 2048


class Kept:
    """Answers by version and question, in at most `size` bytes; one answer takes at most an eighth of them."""

    def __init__(self, size: int) -> None:
        self._size, self._used = size, 0
        self._replies: OrderedDict[Key, Reply] = OrderedDict()

    def get(self, key: Key) -> Reply | None:
        """Return the answer, if it is still kept."""
        if key in self._replies:
            self._replies.move_to_end(key)
            return self._replies[key]
        return None

    def put(self, key: Key, reply: Reply) -> None:
        """Keep an answer, and forget those that were not asked for longest."""
        weight = _weight(key, reply)
        if weight > self._size // _SHARE or key in self._replies:
            return
        self._replies[key] = reply
        self._used += weight
        while self._used > self._size:
            self._used -= _weight(*self._replies.popitem(last=False))


def _weight(key: Key, reply: Reply) -> int:
    asked = key[1]
    said = len(asked.text) + len(asked.statements) if isinstance(asked, Question) else len(f"{asked.path}{asked.query}")
    # A character of text takes up to four bytes.
    return len(reply.body) + 4 * said + _OVERHEAD
