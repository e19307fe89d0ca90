"""What is not answered; `telling` tells the client."""

from __future__ import annotations

from collections.abc import Mapping

from disinfograph.errors import DisinfographError


class Refused(DisinfographError):
    """A request that gets an HTTP status instead of an answer; its text is one sentence for the client."""

    def __init__(self, status: int, sentence: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.status, self.headers = status, dict(headers or {})
