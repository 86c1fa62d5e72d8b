"""How much searching one record may cause.

Each quote is sought in the whole text, so a long text with many quotes, or with words that stand
in it a million times, could keep the reader busy for hours. What is done is counted, and a record
that asks for more than a limit is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from kg.records.faults import Faults

Spend: TypeAlias = Callable[[int], None]
"""Is told how many characters are about to be looked through."""

MAXIMUM: Final = 8 * 10**9
"""Characters looked through for one record, some seconds of work: eight thousand quotes in a text
of a million characters."""

HIT: Final = 4000
"""What looking at one place costs, in characters looked through."""


def free(_characters: int) -> None:
    """Count nothing: for callers who chose text and words themselves."""


class Effort:
    """What one record may still cause."""

    def __init__(self, faults: Faults, maximum: int = MAXIMUM) -> None:
        """Allow so many characters; the fault of asking for more goes to `faults`."""
        self._faults = faults
        self._left = maximum

    def spend(self, characters: int) -> None:
        """Count what is about to be done.

        Raises:
            RecordError: the limit is reached; with all faults found so far.
        """
        self._left -= characters
        if self._left < 0:
            self._faults.stop(
                None,
                (),
                "seeking the quotes of this record takes too long",
                "quote longer stretches of words, or divide text and record",
            )
