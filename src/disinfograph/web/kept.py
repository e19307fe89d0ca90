"""Answers of workers, kept to be given again: an answer belongs to one version of the data."""

from __future__ import annotations

from disinfograph.stores.worker_frames import Asked, Question, Reply
from disinfograph.web.recent import Recent

Key = tuple[str, Asked]
_SHARE = 8
_OVERHEAD = 2048


class Kept:
    """Answers by version and question, in at most `size` bytes; one answer takes at most an eighth of them.

    Not kept are answers that were cut, and pages and data, which are remembered as they are sent (see `remembered`).
    """

    def __init__(self, size: int) -> None:
        self._replies: Recent[Key, Reply] = Recent(size, _SHARE)

    def get(self, key: Key) -> Reply | None:
        """Return the answer, if it is still kept."""
        return self._replies.get(key)

    def put(self, key: Key, reply: Reply) -> None:
        """Keep an answer, and forget those that were not asked for longest."""
        if reply.truncated or (reply.body and not isinstance(key[1], Question)):
            return
        self._replies.put(key, reply, _weight(key, reply))


def _weight(key: Key, reply: Reply) -> int:
    asked = key[1]
    said = len(asked.text) + len(asked.statements) if isinstance(asked, Question) else len(f"{asked.path}{asked.query}")
    # A character of text takes up to four bytes.
    return len(reply.body) + 4 * said + _OVERHEAD
