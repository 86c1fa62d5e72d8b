"""Finding many records: the files of a folder, or the lines of a file, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from kg.errors import DataError
from kg.records.files import open_regular
from kg.records.reading import load, read_line
from kg.records.tree import MAXIMUM_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from kg.records.known import Known
    from kg.records.resolved import ResolvedRecord

ENDINGS: Final = (".json", ".yaml", ".yml")
"""How the names of record files end; what else lies in a folder is texts."""

LINES: Final = ".jsonl"
"""How the name of a file ends that has a record in each line."""


@dataclass(frozen=True, slots=True)
class Found:
    """A record that can be read: where it is, how many bytes it has, and what reads it."""

    where: str
    size: int
    read: Callable[[Known], ResolvedRecord]


@dataclass(frozen=True, slots=True)
class Many:
    """The records of a folder, in the order of their names, or of a file, line by line.

    Only the names in a folder are held in memory, never the records.

    Raises:
        DataError: it is neither, or cannot be read.
    """

    path: Path

    def __post_init__(self) -> None:
        """Refuse what is neither a folder nor such a file."""
        if not self.path.is_dir() and self.path.suffix != LINES:
            raise DataError(
                f"This is neither a folder nor a file of lines ({LINES})",
                where=str(self.path),
                hint="name a folder of record files, or a file with a record as JSON in each line",
            )

    @property
    def size(self) -> int:
        """The bytes of all records; the texts beside them do not count."""
        if self.path.is_dir():
            return sum(_size(path) for path in self._files())
        return _size(self.path)

    def __iter__(self) -> Iterator[Found]:
        """Yield each record, to be read before the next one is asked for."""
        return self._in_folder() if self.path.is_dir() else self._in_lines()

    def _files(self) -> list[Path]:
        try:
            return sorted(path for path in self.path.iterdir() if path.suffix in ENDINGS)
        except OSError as error:
            raise _unreadable(self.path, error) from error

    def _in_folder(self) -> Iterator[Found]:
        for path in self._files():
            yield Found(str(path), _size(path), partial(load, path))

    def _in_lines(self) -> Iterator[Found]:
        try:
            with open_regular(self.path) as file:
                yield from self._lines_of(file)
        except OSError as error:
            raise _unreadable(self.path, error) from error

    def _lines_of(self, file: BinaryIO) -> Iterator[Found]:
        number, begun = 0, 0
        while line := file.readline(MAXIMUM_BYTES + 2):
            number += 1
            record = line.rstrip(b"\r\n")
            while line and not line.endswith(b"\n"):  # what is too long is refused when it is read
                line = file.readline(MAXIMUM_BYTES)
            size, begun = file.tell() - begun, file.tell()
            if record.strip():
                yield Found(
                    f"{self.path}:{number}", size, partial(_read_line, record, self.path, number)
                )


def _read_line(data: bytes, path: Path, number: int, known: Known) -> ResolvedRecord:
    return read_line(data, path, number, known)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # reading it will say why


def _unreadable(path: Path, error: OSError) -> DataError:
    return DataError(
        f"This cannot be read: {error.strerror}", where=str(path), hint="check that it is there"
    )
