"""The ledger's files: `events-000001.jsonl` and on, lines in the order they were written.

A line is whole once its newline is on disk. What stands after the last newline of the last
segment was being written when the process or the power went; nobody was told it had been kept.
"""

from __future__ import annotations

import json
import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAME: Final = re.compile(r"events-(\d{6,})\.jsonl", re.ASCII)


@dataclass(frozen=True, slots=True)
class Line:
    """One whole line, without its newline; `number` counts from 1 within the segment."""

    segment: Path
    number: int
    content: bytes

    @property
    def where(self) -> str:
        """Return the place as `events-000001.jsonl:12`."""
        return f"{self.segment.name}:{self.number}"


@dataclass(frozen=True, slots=True)
class Torn:
    """The unfinished end of a segment: its line number, its offset in bytes, its content."""

    segment: Path
    number: int
    offset: int
    content: bytes


def segment_path(directory: Path, number: int) -> Path:
    """Return where the segment of that number lies; numbers count from 1."""
    return directory / f"events-{number:06d}.jsonl"


def segments(directory: Path) -> list[Path]:
    """Return the segments in order; raise LedgerError when one is missing in between."""
    found = sorted(
        (int(match[1]), path)
        for path in directory.glob("events-*.jsonl")
        if (match := _NAME.fullmatch(path.name))
    )
    for expected, (number, path) in enumerate(found, start=1):
        if number != expected:
            raise LedgerError(
                f"{segment_path(directory, expected).name} is missing",
                where=str(path),
                hint="bring it back from a backup",
            )
    return [path for _, path in found]


def lines(segment: Path) -> Iterator[Line]:
    """Yield the whole lines of a segment; what follows the last newline is left out."""
    with segment.open("rb") as file:
        for number, content in enumerate(file, start=1):
            if content.endswith(b"\n"):
                yield Line(segment, number, content[:-1])


def last_line(segment: Path) -> Line | None:
    """Return the last whole line of a segment, None where there is none."""
    return next(iter(deque(lines(segment), maxlen=1)), None)


def torn_end(segment: Path) -> Torn | None:
    """Return the unfinished end of the last segment, None where it ends well.

    Unfinished is what has no newline, and a last line that is no JSON: a power cut may keep
    a line's second block on disk and lose its first.
    """
    with segment.open("rb") as file:
        ((number, last),) = deque(enumerate(file, start=1), maxlen=1) or [(0, b"")]
        offset = file.tell() - len(last)
    if not last or is_whole(last):
        return None
    return Torn(segment, number, offset, last)


def is_whole(line: bytes) -> bool:
    """Return whether the last line of a segment, with its newline, was written to its end."""
    try:
        json.loads(line)
    except ValueError:
        return False
    return line.endswith(b"\n")
