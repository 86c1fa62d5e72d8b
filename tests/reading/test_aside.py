"""What takes long is reckoned beside the event loop; what does not, in it."""

from __future__ import annotations

import asyncio
import threading

import pytest

from kg.reading.aside import MANY, at_once, reckoned, together
from reading_parts import run


def test_only_a_large_reckoning_gets_a_thread() -> None:
    here = threading.get_ident()
    assert run(reckoned(threading.get_ident, MANY)) == here
    assert run(reckoned(threading.get_ident, MANY + 1)) != here


async def word(text: str, asked: list[str] | None = None) -> str:
    if asked is not None:
        asked.append(text)
    return text


async def failing() -> str:
    raise ValueError("the second")


def test_parts_of_an_answer_are_given_in_their_order_with_and_without_an_event_loop() -> None:
    assert run(together(word("a"), word("b"))) == ("a", "b")
    assert at_once(together(word("a"), word("b"))) == ("a", "b")


def test_without_an_event_loop_nothing_is_asked_after_a_part_that_failed() -> None:
    asked: list[str] = []
    with pytest.raises(ValueError, match="the second"):
        at_once(together(word("a", asked), failing(), word("c", asked)))
    assert asked == ["a"]


def test_without_an_event_loop_no_reckoning_gets_a_thread() -> None:
    assert at_once(reckoned(threading.get_ident, MANY + 1)) == threading.get_ident()


def test_what_waits_for_something_outside_is_no_answer_at_once() -> None:
    with pytest.raises(RuntimeError, match="waits for something outside"):
        at_once(asyncio.sleep(0))
