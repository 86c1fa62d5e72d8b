"""Being told of each step of a write, so that a test can stop the program right there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

StepName: TypeAlias = Literal[
    "blobs-written",
    "event-appended",
    "graph-changed",
    "index-changed",
    "index-committed",
    "committed",
    "checkpoint-signed",
    "generation-added",
    "generation-shown",
]

Step: TypeAlias = Callable[[StepName], None]


def no_step(_: StepName) -> None:
    """Take no notice: what every real writer does."""
