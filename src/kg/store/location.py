"""Where the graph to be read lies now: a generation, of a data directory or apart, or one file."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeAlias

from kg.errors import StoreUnreachableError

if TYPE_CHECKING:
    from pathlib import Path

_REVISION: Final = re.compile(r"(\d+)(?:-\d+)?", re.ASCII)

_Stamp: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """What readers are shown: an immutable folder or file, and the revision it was made from."""

    kind: Literal["disk", "memory"]
    path: Path
    revision: int | None = None

    @property
    def graph(self) -> Path:
        """The Oxigraph store, or the N-Quads file."""
        return self.path / "store" if self.kind == "disk" else self.path


class Location(Protocol):
    """Something that knows what to show."""

    def current(self) -> Shown:
        """Return what readers should look at now; cheap enough for every question.

        Raises:
            StoreUnreachableError: there is nothing to look at.
        """
        ...


class Generations:
    """A data directory, whose file `current` names the generation to read.

    The file is replaced by renaming, so its inode and time tell whether to read it again.
    """

    def __init__(self, directory: Path) -> None:
        """Follow the pointer in `directory`."""
        self._directory = directory
        self._pointer = str(directory / "current")
        self._stamp: _Stamp | None = None
        self._shown: Shown | None = None

    def current(self) -> Shown:
        """Return the generation named now."""
        try:
            status = os.stat(self._pointer)  # noqa: PTH116  (half of Path.stat, on every question)
            stamp = (status.st_ino, status.st_mtime_ns, status.st_size)
            if self._shown is None or stamp != self._stamp:
                self._shown = self._read()
                self._stamp = stamp
        except OSError as error:
            raise StoreUnreachableError(
                "No collection has been published here",
                where=str(self._directory),
                hint="load records first: kg load FILE",
            ) from error
        return self._shown

    def _read(self) -> Shown:
        name = (self._directory / "current").read_text("utf-8").strip()
        match = _REVISION.fullmatch(name)
        return Shown(
            "disk", self._directory / "generations" / name, int(match[1]) if match else None
        )


@dataclass(frozen=True, slots=True)
class NQuadsFile:
    """A file of N-Quads, which each worker loads into memory."""

    path: Path
    revision: int | None = None

    def current(self) -> Shown:
        """Return the file."""
        return Shown("memory", self.path, self.revision)


@dataclass(frozen=True, slots=True)
class Folder:
    """A generation that stays the one to be read."""

    path: Path
    revision: int

    def current(self) -> Shown:
        """Return the generation."""
        return Shown("disk", self.path, self.revision)
