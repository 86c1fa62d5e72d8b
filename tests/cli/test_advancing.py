from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from rich.console import Console

from kg.cli import advancing
from kg.cli.advancing import Advance, lasting


class Clock:
    """A clock that a test puts forward."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Callable[..., io.StringIO]:
    def on(*, terminal: bool) -> io.StringIO:
        written = io.StringIO()
        console = Console(file=written, force_terminal=terminal, width=100)
        monkeypatch.setattr(advancing, "console", lambda **_: console)
        return written

    return on


def test_it_tells_how_many_how_fast_and_how_long_yet() -> None:
    clock, told = Clock(), list[str]()
    advance = Advance(4000, lambda words, _: told.append(words), clock)
    clock.seconds = 10
    advance.by(500, 1000)
    clock.seconds = 20
    advance.by(1500, 3000)
    assert told == [
        "500 records, 50 a second, 25 %, about 30 s to go",
        "2,000 records, 100 a second",
    ]


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.4, "0 s"), (59, "59 s"), (90, "2 min"), (3600, "1 h 0 min")]
)
def test_a_time_is_told_as_people_say_it(seconds: float, words: str) -> None:
    assert lasting(seconds) == words


def test_without_a_terminal_there_is_a_line_now_and_then(
    shown: Callable[..., io.StringIO],
) -> None:
    written, clock = shown(terminal=False), Clock()
    with advancing.advancing(100, "Loading", clock) as advance:
        for _ in range(4):
            clock.seconds += 5
            advance.by(1, 10)
    assert written.getvalue().splitlines() == [
        "Loading: 2 records, 0 a second, 20 %, about 40 s to go",
        "Loading: 4 records, 0 a second, 40 %, about 30 s to go",
    ]


def test_on_a_terminal_there_is_a_bar_that_is_gone_at_the_end(
    shown: Callable[..., io.StringIO],
) -> None:
    written = shown(terminal=True)
    with advancing.advancing(100, "Loading") as advance:
        advance.by(1, 50)
    assert "1 records" in written.getvalue()
    assert "━" in written.getvalue()
    assert written.getvalue().endswith("\x1b[2K")
