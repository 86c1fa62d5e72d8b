"""A query that brings workers down is refused for a while, and only that query."""

from __future__ import annotations

import pytest

from kg.errors import LimitError, TimeLimitError, WorkerLostError
from kg.store.quarantine import Quarantine


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def kill(quarantine: Quarantine, text: str, error: type[LimitError] = WorkerLostError) -> None:
    with pytest.raises(error, match="it died"), quarantine.watching(text):
        raise error("it died")


def refused(quarantine: Quarantine, text: str) -> bool:
    try:
        with quarantine.watching(text):
            return False
    except LimitError:
        return True


def test_a_query_that_brought_down_two_workers_is_refused() -> None:
    quarantine = Quarantine(Clock())
    kill(quarantine, "ASK {}")
    assert not refused(quarantine, "ASK {}")
    kill(quarantine, "ASK {}")
    with (
        pytest.raises(LimitError, match="refused for another 10 min"),
        quarantine.watching("ASK {}"),
    ):
        pytest.fail("it was evaluated")
    assert not refused(quarantine, "ASK { }")


def test_it_is_tried_again_ten_minutes_after_the_last_death() -> None:
    clock = Clock()
    quarantine = Quarantine(clock)
    kill(quarantine, "ASK {}")
    clock.now += 500
    kill(quarantine, "ASK {}")
    clock.now += 599
    assert refused(quarantine, "ASK {}")
    clock.now += 1
    assert not refused(quarantine, "ASK {}")
    kill(quarantine, "ASK {}")
    assert not refused(quarantine, "ASK {}")


def test_running_out_of_time_is_no_death() -> None:
    quarantine = Quarantine(Clock())
    for _ in range(5):
        kill(quarantine, "ASK {}", TimeLimitError)
    assert not refused(quarantine, "ASK {}")


def test_a_thousand_queries_are_remembered_and_no_more() -> None:
    quarantine = Quarantine(Clock())
    for _ in range(2):
        kill(quarantine, "first")
    for number in range(999):
        kill(quarantine, str(number))
    assert refused(quarantine, "first")
    kill(quarantine, "one more")
    assert not refused(quarantine, "first")
