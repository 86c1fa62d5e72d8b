"""One article read twice: between the two its publisher edited it. All of it is invented.

Of the four sentences read first, one stands where it stood, one was pushed further down, one was
edited, and one is gone while another one, much like it, stands elsewhere.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from kg.records import NOTHING, Known, ResolvedRecord
from kg.vocab import DEFAULT_BASE
from kg.writing.writer import Writer
from small_records import small

WEATHER: Final = "It rained on {} all day, and nobody there spoke of anything else.\n"
STAYED: Final = "The ministry said the bridge was open."
EDITED: Final = "The ministry said the dam was closed."
EDITED_TO: Final = "The ministry said the dam was closed for an hour."
GONE: Final = "The ministry said the road was mined."
ALIKE: Final = "The ministry said the road was lined."
MOVED: Final = "The ministry said the hill was taken."
ADDED: Final = "Correction: an earlier version had the wrong hour.\n"

FIRST_TEXT: Final = (
    f"{STAYED}\n{WEATHER.format('Monday')}{EDITED}\n{WEATHER.format('Tuesday')}"
    f"{GONE}\n{WEATHER.format('Wednesday')}{MOVED}\n{WEATHER.format('Thursday')}"
)
LATER_TEXT: Final = (
    f"{STAYED}\n{WEATHER.format('Monday')}{EDITED_TO}\n{WEATHER.format('Tuesday')}"
    f"{ADDED}{WEATHER.format('Wednesday')}{MOVED}\n{WEATHER.format('Thursday')}{ALIKE}\n"
)
QUOTED: Final = {"bridge": STAYED, "dam": EDITED, "road": GONE, "hill": MOVED}
"""What was read first, by what it is about."""

_SOURCE: Final = {
    "id": "paper", "kind": "article", "title": "A paper that is edited", "language": "en",
}  # fmt: skip


def first(known: Known = NOTHING) -> ResolvedRecord:
    """Return the record of the article as it stood at first."""
    return _record("paper-first", FIRST_TEXT, QUOTED, known)


def later(known: Known = NOTHING) -> ResolvedRecord:
    """Return the record of the same article as it stood after it was edited."""
    return _record("paper-later", LATER_TEXT, {"dam-later": EDITED_TO, "lined": ALIKE}, known)


def _record(name: str, text: str, quoted: dict[str, str], known: Known) -> ResolvedRecord:
    claims = [
        {"id": f"claim-{about}", "text": words.removeprefix("The ministry said "), "language": "en"}
        for about, words in quoted.items()
    ]
    attributions: list[dict[str, Any]] = [
        {
            "id": about, "quote": words, "speaker": "mod", "mention": "The ministry",
            "basis": "named", "act": "assert", "cue": "said", "quote_mode": "indirect",
            "claim": f"claim-{about}",
        }
        for about, words in quoted.items()
    ]  # fmt: skip
    return small(
        name, text, known, invented=True, source=_SOURCE, claims=claims, attributions=attributions
    )


def fill(data: Path) -> None:
    """Write both readings into a data directory, a day apart, each published when it was read."""
    days = iter(datetime(2026, 11, day, 12, tzinfo=UTC) for day in (20, 21))
    for read in (first, later):
        at = next(days)
        with Writer.open(data, base=DEFAULT_BASE, actor="t", clock=lambda at=at: at) as writer:
            writer.load(read(writer.known))
            writer.publish()
