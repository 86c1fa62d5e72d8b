"""The ledger: append-only, and the only truth. Graph and index can be made from it again.

An event is on disk (`fdatasync`) before anybody is told that it happened. Nothing is ever
overwritten; what a crash left unfinished is set aside, not thrown away.
"""

from __future__ import annotations

import os
from collections import deque
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Self

from kg.errors import DiskFullError, LedgerError, StoreError
from kg.ledger.durable import is_full, make_directory, sync_directory, write_durably
from kg.ledger.events import GENESIS, Entry, Event, parse, seal
from kg.ledger.merkle import leaf_hash
from kg.ledger.segments import last_line, lines, segment_path, segments, torn_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from kg.ledger.segments import Torn

SEGMENT_BYTES: Final = 64 * 2**20

# Only Linux has it; elsewhere fsync does the same and a little more.
_sync_data = getattr(os, "fdatasync", os.fsync)


def read(directory: Path, *, after: int = 0) -> Iterator[Event]:
    """Yield the events with a number greater than `after`, checking the chain on the way.

    Needs no lock: events are only ever added. An unfinished last line is passed over.

    Raises:
        LedgerError: a line is damaged, missing, added or moved; `where` names file and line.
        NewerDataError: an event has a later format.
    """
    paths = _from(segments(directory), after)
    previous = _last_event_before(directory, paths)
    unfinished = torn_end(paths[-1]) if paths else None
    for path in paths:
        for event in _chained(path, previous, unfinished):
            previous = event
            if event.seq > after:
                yield event


def leaves(directory: Path, *, after: int = 0) -> Iterator[bytes]:
    """Yield the leaf hashes (RFC 6962) of the lines with a number greater than `after`.

    Does not check the chain. An unfinished last line is passed over.

    Raises:
        LedgerError: a segment is missing, or the first line looked at is no event.
    """
    paths = _from(segments(directory), after)
    unfinished = torn_end(paths[-1]) if paths else None
    number = 0
    for path in paths:
        for line in lines(path):
            if unfinished and (line.segment, line.number) == (
                unfinished.segment,
                unfinished.number,
            ):
                return
            number = number + 1 if number else parse(line.content, where=line.where).seq
            if number > after:
                yield leaf_hash(line.content)


def _from(paths: list[Path], after: int) -> list[Path]:
    """Leave out the leading segments that hold no event with a number greater than `after`."""
    for position, (_, following) in reversed(list(enumerate(pairwise(paths), start=1))):
        first = next(lines(following), None)
        if first is not None and parse(first.content, where=first.where).seq <= after + 1:
            return paths[position:]
    return paths


def _last_event_before(directory: Path, paths: list[Path]) -> Event | None:
    """Return the event the first line of these segments must follow."""
    for path in reversed(segments(directory)):
        if paths and path < paths[0] and (line := last_line(path)):
            return parse(line.content, where=line.where)
    return None


def _chained(path: Path, previous: Event | None, unfinished: Torn | None) -> Iterator[Event]:
    for line in lines(path):
        if unfinished and (line.segment, line.number) == (unfinished.segment, unfinished.number):
            return
        event = parse(line.content, where=line.where)
        check_link(previous, event, line.where)
        previous = event
        yield event


def check_link(previous: Event | None, event: Event, where: str) -> None:
    """See that an event follows from the one before it, None for the first.

    Raises:
        LedgerError: it does not; `where` is its place.
    """
    expected, digest = (previous.seq + 1, previous.digest) if previous else (1, GENESIS)
    if event.seq != expected:
        raise LedgerError(
            f"Event {expected} should stand here, not event {event.seq}",
            where=where,
            hint="a line was dropped, added or moved: bring the ledger back from a backup",
        )
    if event.prev != digest:
        raise LedgerError(
            f"Event {event.seq} does not follow from the line before it",
            where=where,
            hint="that line was changed after it was written: bring it back from a backup",
        )


class Ledger:
    """The ledger opened for appending. Whoever opens it must hold the directory's lock."""

    def __init__(
        self, directory: Path, *, segment_bytes: int = SEGMENT_BYTES, applied: int = 0
    ) -> None:
        """Open a ledger, or begin one; set an unfinished last line aside (see `torn`).

        Args:
            directory: where its segments are.
            segment_bytes: the size no segment outgrows.
            applied: the number of an event that is known to have been whole.

        Raises:
            LedgerError: the last segment is damaged, `where` names file and line, or the ledger
                ends before the event `applied`. Nothing is changed then.
        """
        self._directory = directory
        self._segment_bytes = segment_bytes
        make_directory(directory)
        self.torn = _torn(directory)
        self.head = _last(directory, self.torn)
        if self.seq < applied:
            raise _shorter(directory, self.seq, applied)
        if self.torn:
            _set_aside(directory, self.torn)
        self._coming = list[Event]()
        self._batch = bytearray()
        self._number = max(1, len(segments(directory)))
        self._handle = self._open_segment()

    def __enter__(self) -> Self:
        """Return the ledger itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the file."""
        self.close()

    def close(self) -> None:
        """Let go of the file; a second call does nothing."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    @property
    def seq(self) -> int:
        """The number of the last event, 0 in an empty ledger."""
        return self.head.seq if self.head else 0

    def append(self, entries: Sequence[Entry], *, at: datetime) -> list[Event]:
        """Record what happened, durably, all of it or nothing, and return the events.

        `at` is the time of writing, UTC; should the clock have been set back, the time of the
        event before is kept, so that time never runs backwards along the ledger.

        Raises:
            StoreError: the disk refused; the ledger must be opened again.
        """
        for entry in entries:
            self.prepare(entry, at=at)
        return self.record()

    def prepare(self, entry: Entry, *, at: datetime) -> Event:
        """Return the event that an entry will be once `record` is called; see `append`."""
        head = self._coming[-1] if self._coming else self.head
        event, line = seal(
            entry,
            seq=head.seq + 1 if head else 1,
            prev=head.digest if head else GENESIS,
            at=max(at, head.at) if head else at,
        )
        self._batch += line + b"\n"
        self._coming.append(event)
        return event

    @property
    def prepared(self) -> int:
        """How many events `record` would record."""
        return len(self._coming)

    def record(self) -> list[Event]:
        """Record the events prepared, durably, all of them or none, and return them.

        Raises:
            StoreError: the disk refused; the ledger must be opened again.
        """
        events, batch = self._coming, bytes(self._batch)
        self._coming, self._batch = [], bytearray()
        self._write(batch)
        self.head = events[-1] if events else self.head
        return events

    def _write(self, batch: bytes) -> None:
        if self._handle < 0:
            raise StoreError("The ledger is closed", hint="open it again")
        size = self._rotate(len(batch))
        try:
            _write_all(self._handle, batch)
            _sync_data(self._handle)
        except OSError as error:
            self._give_up(size)
            raise self._refused(error) from error

    def _give_up(self, size: int) -> None:
        """Take back a failed write, and stop: a second sync after a failed one proves nothing."""
        with suppress(OSError):
            os.ftruncate(self._handle, size)
            os.fsync(self._handle)
        self.close()

    def _rotate(self, coming: int) -> int:
        """Begin a new segment where this one would grow too long; return its size so far."""
        size = os.fstat(self._handle).st_size
        if size == 0 or size + coming <= self._segment_bytes:
            return size
        self.close()
        self._number += 1
        self._handle = self._open_segment()
        return 0

    def _open_segment(self) -> int:
        path = segment_path(self._directory, self._number)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
            sync_directory(self._directory)
        except OSError as error:
            raise self._refused(error) from error
        return handle

    def _refused(self, error: OSError) -> StoreError:
        kind = DiskFullError if is_full(error) else StoreError
        return kind(
            f"The ledger could not be written: {error.strerror}",
            where=str(self._directory),
            hint="make room on the disk, then open it again; nothing was recorded",
        )


def _write_all(handle: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(handle, left) :]


def _torn(directory: Path) -> Torn | None:
    paths = segments(directory)
    return torn_end(paths[-1]) if paths else None


def _set_aside(directory: Path, torn: Torn) -> None:
    """Move the unfinished end of the last segment into `torn/`."""
    kept = directory / "torn"
    make_directory(kept)
    write_durably(kept / f"{torn.segment.stem}-{torn.offset}", torn.content)
    with torn.segment.open("r+b") as file:
        file.truncate(torn.offset)
        os.fsync(file.fileno())


def _last(directory: Path, torn: Torn | None) -> Event | None:
    """Return the last event, having checked the last segment and how it joins the one before."""
    paths = segments(directory)
    if not paths:
        return None
    before = _last_event_before(directory, paths[-1:])
    return next(iter(deque(_chained(paths[-1], before, torn), maxlen=1)), before)


def _shorter(directory: Path, seq: int, applied: int) -> LedgerError:
    return LedgerError(
        f"The ledger ends with event {seq}, but event {applied} was already applied",
        where=str(directory),
        hint="bring the ledger back from a backup; to go on without the lost events, "
        "delete the folder `live`",
    )
