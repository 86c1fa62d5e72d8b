"""One process at a time changes the keys: a `flock` of its own, held for milliseconds.

It is not the lock of the data directory, so that a key can be revoked while records are written.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kg.errors import LockedError

WAIT: Final = 10.0
"""Seconds after which somebody else's turn is taken to hang."""

PAUSE: Final = 0.01
"""Seconds between two tries."""


@contextmanager
def locked(path: Path, *, wait: float = WAIT) -> Iterator[None]:
    """Hold the lock, waiting for it up to `wait` seconds.

    Raises:
        LockedError: another process still held it.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _acquire(handle, path, time.monotonic() + wait)
        yield
    finally:
        os.close(handle)


def _acquire(handle: int, path: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= deadline:
                raise LockedError(
                    "Another process is changing the keys",
                    where=str(path.parent),
                    hint="try again in a moment",
                ) from error
            time.sleep(PAUSE)
        else:
            return
