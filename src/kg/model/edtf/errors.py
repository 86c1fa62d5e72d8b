"""What is said when a text is not EDTF."""

from __future__ import annotations

from typing import Final

from typing_extensions import override

SHOWN: Final = 60
"""How many characters of a refused text its message repeats."""


class EdtfError(ValueError):
    """The text is not an EDTF value, or names a day that no calendar has.

    Args:
        text: the whole text that was to be read.
        position: where reading stopped: an offset into `text`, in Unicode code points from 0.
        reason: what is wrong there.
        hint: what to write instead, with a valid example; empty while it is not yet known.
    """

    def __init__(self, text: str, position: int, reason: str, hint: str = "") -> None:
        """Keep the four parts apart: a record file and a REST answer lay them out differently."""
        super().__init__(text, position, reason, hint)
        self.text = text
        self.position = position
        self.reason = reason
        self.hint = hint

    @override
    def __str__(self) -> str:
        """Return all parts on one line; of a long text only the beginning."""
        shown = repr(self.text[:SHOWN]) + ("..." if len(self.text) > SHOWN else "")
        advice = f"; {self.hint}" if self.hint else ""
        return f"{shown} is not an EDTF date: {self.reason} (at offset {self.position}){advice}"
