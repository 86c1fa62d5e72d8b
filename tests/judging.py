"""Judgements of a few words, for tests that give some."""

from __future__ import annotations

from typing import Any

from kg.judgements import Given, read

JANE = {"id": "jane", "name": "Jane Doe", "kind": "person"}
BOT = {"id": "kg-copies", "name": "kg copies", "kind": "program"}


def opinion(**more: Any) -> Given:
    """Return that Jane says the claims of `hill` and `dam` contradict each other; see `fields`."""
    return read(fields(**more))


def fields(**more: Any) -> dict[str, Any]:
    """Return what it says, with some fields replaced or added."""
    said = {
        "relation": "contradicts",
        "judges": "claim/claim-hill",
        "against": "claim/claim-dam",
        "by": JANE,
        "reason": "only one of the two can be",
    }
    return said | more


def copy(**more: Any) -> Given:
    """Return that a program takes the source of `hill` for a copy of that of `dam`."""
    said = {
        "relation": "copyOf",
        "judges": "source/paper-hill",
        "against": "source/paper-dam",
        "by": BOT,
        "reason": "9 of 10 sentences are the same",
        "confidence": 0.9,
    }
    return read(said | more)


def narrower(number: int) -> Given:
    """Return that Jane takes what `hill-N` claims for narrower than what `hill-(N - 1)` does."""
    ends = {"judges": f"claim/claim-hill-{number}", "against": f"claim/claim-hill-{number - 1}"}
    return opinion(relation="narrower", **ends)
