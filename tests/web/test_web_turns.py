from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from disinfograph.stores.worker_frames import Question, Reply
from disinfograph.web.envelope import Buckets
from disinfograph.web.kept import Kept
from disinfograph.web.refusals import Refused
from disinfograph.web.turns import Rules, Turns


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(work)


def turns(places: int = 2, per_client: int = 2, reserved: int = 0, waiting: int = 10, patience: float = 5.0) -> Turns:
    return Turns(Rules(places, per_client, reserved, waiting, patience))


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def test_a_client_with_less_running_goes_first() -> None:
    async def work() -> None:
        given, order = turns(places=2), []

        async def queue(client: str) -> None:
            await given.take(client, own=False)
            order.append(client)

        await given.take("greedy", own=False)
        await given.take("other", own=False)
        waiting = [asyncio.create_task(queue(client)) for client in ("greedy", "greedy", "modest")]
        await settled()
        given.give_back("other")
        await settled()
        assert order == ["modest"]
        given.give_back("greedy")
        given.give_back("modest")
        await asyncio.gather(*waiting)
        assert order == ["modest", "greedy", "greedy"]

    run(work())


def test_a_client_at_its_limit_waits_while_workers_are_free() -> None:
    async def work() -> None:
        given = turns(places=4, per_client=1, patience=0.05)
        await given.take("a", own=False)
        with pytest.raises(Refused) as refused:
            await given.take("a", own=False)
        assert refused.value.status == 503
        await given.take("b", own=False)
        given.give_back("a")
        await given.take("a", own=False)

    run(work())


def test_a_reserved_worker_is_for_our_own_questions() -> None:
    async def work() -> None:
        given = turns(places=2, reserved=1, patience=0.05)
        await given.take("a", own=False)
        with pytest.raises(Refused):
            await given.take("b", own=False)
        await given.take("b", own=True)

    run(work())


def test_a_full_queue_refuses_at_once() -> None:
    async def work() -> None:
        given = turns(places=1, waiting=1, patience=60)
        await given.take("a", own=False)
        waiting = asyncio.create_task(given.take("b", own=False))
        await settled()
        with pytest.raises(Refused) as refused:
            await given.take("c", own=False)
        assert refused.value.headers["Retry-After"]
        given.give_back("a")
        await waiting

    run(work())


def test_who_gives_up_waiting_takes_no_turn() -> None:
    async def work() -> None:
        given = turns(places=1)
        await given.take("a", own=False)
        for moment in (0, 1):
            waiting = asyncio.create_task(given.take("b", own=False))
            await settled()
            if moment:
                # The turn comes in the moment in which the client leaves.
                given.give_back("a")
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
        await asyncio.wait_for(given.take("c", own=False), 1)

    run(work())


def test_a_bucket_fills_with_time_and_no_higher_than_its_rim() -> None:
    buckets = Buckets(rate=2, burst=3)
    assert [buckets.wait("a", 0) for _ in range(4)] == [0, 0, 0, 0.5]
    assert buckets.wait("b", 0) == 0
    assert buckets.wait("a", 0.5) == 0
    assert [buckets.wait("a", 1000) for _ in range(4)] == [0, 0, 0, 0.5]


def test_buckets_of_many_clients_do_not_pile_up() -> None:
    buckets = Buckets(rate=1, burst=1)
    for number in range(30_000):
        buckets.wait(str(number), 0)
    assert len(buckets._levels) <= 10_000


def test_answers_that_nobody_asks_for_are_forgotten_first() -> None:
    def asked(text: str) -> tuple[str, Question]:
        return "v", Question(text, "json", 1, 1)

    kept = Kept(100_000)
    reply = Reply("answered", body=b"x" * 9_000)
    for text in "abcdefgh":
        kept.put(asked(text), reply)
    assert kept.get(asked("a"))
    kept.put(asked("i"), reply)
    kept.put(asked("j"), reply)
    assert kept.get(asked("a"))
    assert not kept.get(asked("b"))
    assert not kept.get(("w", asked("a")[1]))
    kept.put(asked("large"), Reply("answered", body=b"x" * 50_000))
    assert not kept.get(asked("large"))
