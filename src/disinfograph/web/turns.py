"""Who may ask next: no client holds all workers, and some of them are kept for questions of our own."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass

from disinfograph.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class Rules:
    """How many questions run at once, of them at most for one client, how many are kept, and how many may wait."""

    places: int
    per_client: int
    reserved: int
    waiting: int
    patience: float


@dataclass(eq=False, slots=True)
class _Waiter:
    client: str
    own: bool
    turn: asyncio.Future[None]


class Turns:
    """Gives turns: to the client with the fewest questions running, and then in the order of arrival."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._free = rules.places
        self._running: Counter[str] = Counter()
        self._waiting: list[_Waiter] = []

    async def take(self, client: str, *, own: bool) -> None:
        """Return when it is the client's turn; `own` questions, which are no outside queries, may use every worker.

        Refused with 503 when too many wait, or this one has waited for too long. Each turn must be given back.
        """
        if len(self._waiting) >= self._rules.waiting and not self._allowed(client, own=own):
            raise _busy("too many queries are waiting")
        waiter = _Waiter(client, own, asyncio.get_running_loop().create_future())
        self._waiting.append(waiter)
        self._next()
        try:
            async with asyncio.timeout(self._rules.patience):
                await waiter.turn
        except BaseException as fault:
            if waiter.turn.done() and not waiter.turn.cancelled():
                self.give_back(client)
            else:
                self._waiting.remove(waiter)
            if isinstance(fault, TimeoutError):
                raise _busy(f"no worker was free within {self._rules.patience:g} s") from fault
            raise

    def give_back(self, client: str) -> None:
        """End a turn of a client."""
        self._free += 1
        self._running[client] -= 1
        if not self._running[client]:
            del self._running[client]
        self._next()

    def _allowed(self, client: str, *, own: bool) -> bool:
        if own:
            return self._free > 0
        return self._free > self._rules.reserved and self._running[client] < self._rules.per_client

    def _next(self) -> None:
        for waiter in sorted(self._waiting, key=lambda each: self._running[each.client]):
            # One that has just given up is still in the list until its task runs.
            if not waiter.turn.done() and self._allowed(waiter.client, own=waiter.own):
                self._waiting.remove(waiter)
                self._free -= 1
                self._running[waiter.client] += 1
                waiter.turn.set_result(None)


def _busy(reason: str) -> Refused:
    return Refused(503, f"The server is busy: {reason}. Try again later.", {"Retry-After": "5"})
