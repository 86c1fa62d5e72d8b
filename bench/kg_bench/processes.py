"""What a server costs: processor time and memory of its process and all its children.

Read from `/proc`; elsewhere than on Linux everything is None, and the report says so.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections import defaultdict
from pathlib import Path
from typing import Final

PROC: Final = Path("/proc")
LOOK: Final = 0.25
"""Seconds between two looks at a process that should become idle."""
IDLE: Final = 0.1
"""The share of a core below which a process is idle."""
_STATE, _PARENT = 0, 1
_TIMES: Final = slice(11, 15)
"""User and system time of the process and of its children that ended, in clock ticks."""


def cpu_seconds(root: int) -> float | None:
    """Return the processor time a process and its descendants have used so far."""
    if not PROC.is_dir():
        return None
    ticks = sum(sum(map(int, fields[_TIMES])) for fields in _family(root).values())
    return ticks / os.sysconf("SC_CLK_TCK")


async def until_idle(root: int, longest: float = 60.0) -> None:
    """Wait while a process works on what nobody waits for any longer, so that it disturbs no one.

    Args:
        root: the process; its descendants count too.
        longest: seconds after which it is not waited for either.
    """
    deadline = time.monotonic() + longest
    used = cpu_seconds(root) or 0.0
    while time.monotonic() < deadline:
        await asyncio.sleep(LOOK)
        used, before = cpu_seconds(root) or 0.0, used
        if used - before < IDLE * LOOK:
            return


def memory_bytes(root: int) -> int | None:
    """Return the memory of a process and its descendants; what they share is counted once."""
    if not PROC.is_dir():
        return None
    return sum(_proportional(pid) for pid in _family(root))


def peak_bytes(pid: int) -> int:
    """Return the most memory one process has had so far; 0 where nobody tells."""
    return 1024 * _kib(PROC / str(pid) / "status", "VmHWM:")


def own_memory_bytes(pid: int) -> int:
    """Return the memory of one process alone; 0 where nobody tells."""
    return _proportional(pid)


def _family(root: int) -> dict[int, list[str]]:
    """Return the fields of `/proc/PID/stat` after the name, for the process and below."""
    known: dict[int, list[str]] = {}
    children: dict[int, list[int]] = defaultdict(list)
    for path in PROC.glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it ended in the meantime
            continue
        pid = int(path.parent.name)
        known[pid] = fields
        children[int(fields[_PARENT])].append(pid)
    found: dict[int, list[str]] = {}
    waiting = [root]
    while waiting:
        pid = waiting.pop()
        if pid in known:
            found[pid] = known[pid]
        waiting += children[pid]
    return found


def _proportional(pid: int) -> int:
    return 1024 * _kib(PROC / str(pid) / "smaps_rollup", "Pss:")


def _kib(path: Path, field: str) -> int:
    try:
        lines = path.read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith(field))
