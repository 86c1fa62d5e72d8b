"""Where processor time goes: the stack is looked at every few milliseconds of it.

Unlike a profiler that counts calls this makes small functions no dearer than they are. The file
has one line a stack, `outer;inner;innermost count`, which every drawer of flame graphs reads.
"""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

EVERY: Final = 0.002
"""Seconds of processor time between two looks."""


class Stacks:
    """How often each stack was seen."""

    def __init__(self) -> None:
        """Begin with none."""
        self.seen = Counter[tuple[str, ...]]()

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Look at this thread's stack until the block ends; only in the main thread."""
        before = signal.signal(signal.SIGPROF, self._look)
        signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)

    def within(self, depth: int) -> list[tuple[float, str]]:
        """Return the functions seen anywhere in a stack with their share, the largest first."""
        total = sum(self.seen.values()) or 1
        found = Counter[str]()
        for stack, count in self.seen.items():
            for name in set(stack):
                found[name] += count
        return [(count / total, name) for name, count in found.most_common(depth)]

    def innermost(self, depth: int) -> list[tuple[float, str]]:
        """Return the functions seen at the end of a stack with their share, the largest first."""
        total = sum(self.seen.values()) or 1
        found = Counter[str]()
        for stack, count in self.seen.items():
            found[stack[-1]] += count
        return [(count / total, name) for name, count in found.most_common(depth)]

    def write(self, path: Path) -> None:
        """Write the stacks for a drawer of flame graphs."""
        lines = (f"{';'.join(stack)} {count}\n" for stack, count in sorted(self.seen.items()))
        path.write_text("".join(lines), "utf-8")

    def _look(self, _: int, frame: FrameType | None) -> None:
        stack = list[str]()
        while frame:
            code = frame.f_code
            stack.append(f"{Path(code.co_filename).stem}.{code.co_qualname}")
            frame = frame.f_back
        self.seen[tuple(reversed(stack))] += 1
