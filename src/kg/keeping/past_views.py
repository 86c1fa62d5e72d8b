"""The folder `past`: graph and index of earlier revisions, kept while somebody asks for them.

A view is a generation that is never shown as the present. Its name says what it was made from, so
one that shows what was taken back since is not even looked for. All of it may be deleted.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.errors import LockedError, StoreBusyError, StoreError
from kg.keeping.engine import needing_room
from kg.keeping.locking import locked
from kg.ledger.durable import UNFINISHED, make_directory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.keeping.layout import Layout

KEPT: Final = 8
"""How many views are kept."""

IN_USE: Final = 60.0
"""Seconds a view stays after it was asked for, so that whoever opened it can finish."""

LOCK_WAIT: Final = 10.0
"""Seconds to wait for the one who gives a view its name, or removes some."""

_NAME: Final = re.compile(r"\d+-(\d+)-[a-z0-9-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class PastViews:
    """The views of a data directory."""

    layout: Layout

    def path(self, name: str) -> Path:
        """Return where the view of that name is, or would be."""
        return self.layout.past / name

    def is_made(self, name: str) -> bool:
        """Return whether a view is there, and note that it is asked for."""
        path = self.path(name)
        if not (path / "meta.json").exists():
            return False
        with suppress(OSError):  # nobody may write here; then nobody removes it either
            os.utime(path)
        return True

    @contextmanager
    def making(self, *, wait: float) -> Iterator[None]:
        """Be the only one who makes a view; what a killed one left is removed.

        Raises:
            StoreBusyError: another process was still making one after `wait` seconds.
            StoreError: nothing can be written there.
        """
        with ExitStack() as held:
            self._hold(held, wait)
            for path in self.layout.past.glob("*" + UNFINISHED):
                shutil.rmtree(path, ignore_errors=True)
            yield

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Be the only one who gives a view its name, or takes away outdated ones."""
        with locked(self.layout.past / "lock", wait=LOCK_WAIT):
            yield

    def remove_outdated(self, taken: int) -> None:
        """Remove every view, whole or half-made, of before the event `taken` took back anything.

        That event must be in the ledger: whoever makes a view looks there before naming it.
        """
        if not self.layout.past.is_dir() or not any(self._outdated(taken)):
            return
        with self.changing():
            for path in list(self._outdated(taken)):
                _remove(path)

    def prune(self, now: float | None = None) -> None:
        """Remove the views that were asked for longest ago, until there are not too many."""
        now = time.time() if now is None else now
        found = sorted((path.stat().st_mtime, path) for path in self._folders())
        for used, path in found[:-KEPT]:
            if used + IN_USE < now:
                _remove(path)

    def _hold(self, held: ExitStack, wait: float) -> None:
        try:
            with needing_room(self.layout.past):
                make_directory(self.layout.past)
                held.enter_context(locked(self.layout.past / "making", wait=wait))
        except LockedError as error:
            raise StoreBusyError(
                "Another view of the past is being made", hint="ask again in a moment"
            ) from error
        except OSError as error:
            raise StoreError(
                f"The past cannot be shown: its folder cannot be written to ({error.strerror})",
                where=str(self.layout.past),
                hint="tell who keeps the collection: the server needs a folder `past` to write to",
            ) from error

    def _outdated(self, taken: int) -> Iterator[Path]:
        if not self.layout.past.is_dir():
            return
        for path in self.layout.past.iterdir():
            match = _NAME.match(path.name)
            if match and int(match[1]) < taken:
                yield path

    def _folders(self) -> Iterator[Path]:
        for path in self.layout.past.iterdir():
            if _NAME.fullmatch(path.name):
                yield path


def _remove(path: Path) -> None:
    """Remove a folder that somebody may be opening, or filling: under its name there is nothing."""
    gone = path.with_name(f"{path.name}.gone{UNFINISHED}")
    shutil.rmtree(gone, ignore_errors=True)
    with suppress(FileNotFoundError):  # whoever made it has just taken it away
        path.rename(gone)
    while gone.exists():
        with suppress(FileNotFoundError):  # or is taking away what is in it
            shutil.rmtree(gone)
