"""A cursor over the text: reading goes left to right once, so it takes linear time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.edtf.errors import EdtfError

if TYPE_CHECKING:
    import re


@dataclass(slots=True)
class Reader:
    """The text and how far it has been read, in Unicode code points."""

    text: str
    at: int = 0

    @property
    def done(self) -> bool:
        """Whether nothing is left."""
        return self.at == len(self.text)

    def take(self, pattern: re.Pattern[str]) -> str:
        """Read what `pattern` matches here; an empty string when it does not match."""
        found = pattern.match(self.text, self.at)
        if found is None:
            return ""
        self.at = found.end()
        return found.group()

    def expect(self, pattern: re.Pattern[str], reason: str) -> str:
        """Read what `pattern` matches here, or raise EdtfError with `reason`."""
        taken = self.take(pattern)
        if not taken:
            raise self.fault(reason)
        return taken

    def fault(self, reason: str, at: int | None = None, hint: str = "") -> EdtfError:
        """Return the error to raise for what stands at `at` (default: here)."""
        return EdtfError(self.text, self.at if at is None else at, reason, hint)
