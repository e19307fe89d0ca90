"""Work in several processes: each piece is done once, by whoever is free, and its result is that of the call."""

from __future__ import annotations

import os

import pytest

from disinfograph.processes import Forked, Tickets, beside, cores

forking = pytest.mark.skipif(cores() == 1, reason="processes are not forked here")


@forking
def test_processes_draw_every_number_once_between_them() -> None:
    tickets = Tickets(5_000)
    others = [Forked(lambda: list(tickets)) for _ in range(3)]
    drawn = [list(tickets), *(other.result() for other in others)]
    assert sorted(number for numbers in drawn for number in numbers) == list(range(5_000))
    assert all(numbers == sorted(numbers) for numbers in drawn)


def test_numbers_are_drawn_in_order_until_there_are_none() -> None:
    tickets = Tickets(3)
    assert (list(tickets), list(tickets), list(Tickets(0))) == ([0, 1, 2], [], [])


@forking
def test_a_call_that_pays_is_made_in_another_process() -> None:
    asked = beside(os.getpid, pays=True)
    assert asked() != os.getpid()


def test_a_call_that_does_not_pay_is_made_here_when_it_is_asked_for() -> None:
    made: list[int] = []
    asked = beside(lambda: made.append(os.getpid()), pays=False)
    assert made == []
    asked()
    assert made == [os.getpid()]


@forking
def test_what_a_call_beside_raises_is_raised_where_it_is_asked_for() -> None:
    def fails() -> None:
        raise ValueError("no such text")

    with pytest.raises(ValueError, match="no such text"):
        beside(fails, pays=True)()
