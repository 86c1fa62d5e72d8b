"""Backups: the ledger, its blobs, its checkpoints and the public keys, with a hash of each file.

Graph and index are made again from these. A backup is whole also while somebody writes: what is
copied first is covered by what is copied later. The private key stays where it is, and what was
erased is not there any more.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from kg.errors import DataError, ErasedError, LedgerError, StoreBusyError
from kg.keeping.layout import Format, Layout, read_format, write_format
from kg.ledger import Blobs, Erasures, Frontier, Keys, digest_of, leaves, now, read, write_instant
from kg.ledger.checkpoint import read_checkpoints
from kg.ledger.durable import UNFINISHED, sync_directory, sync_file, write_durably
from kg.ledger.segments import segments, torn_end

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: `files` maps paths to SHA-256, `root` is that of the Merkle tree.

    `created` is UTC; `events` counts the lines of the ledger.
    """

    backup: int
    created: str
    base: str
    events: int
    root: str
    files: dict[str, str] = field(default_factory=dict)


def back_up(directory: Path, target: Path, *, clock: Callable[[], datetime] = now) -> Manifest:
    """Copy what cannot be made again into a new directory; it appears whole or not at all.

    Needs no lock: somebody may write meanwhile.

    Args:
        directory: a data directory.
        target: new, or empty.
        clock: tells the time, UTC.

    Raises:
        DataError: `directory` is no data directory or a view, or `target` holds something.
        LedgerError: the ledger, a blob or a checkpoint is damaged; there is no backup then.
        StoreBusyError: a record was erased meanwhile.
    """
    told = read_format(Layout(directory))
    if told.view is not None:
        raise DataError("A view is made from a ledger; back that one up", where=str(directory))
    must_be_new(target)
    unfinished = target.with_name(target.name + UNFINISHED)
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        _copy(Layout(directory), Layout(unfinished), told)
        made = _manifest(Layout(unfinished), told, clock())
        content = json.dumps(asdict(made), indent=2, sort_keys=True).encode() + b"\n"
        write_durably(unfinished / MANIFEST, content)
        settle_as(unfinished, target)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return made


def on_same_disk(directory: Path, target: Path) -> bool:
    """Return whether a backup would be lost together with the disk it is a backup of."""
    return directory.stat().st_dev == target.stat().st_dev


def must_be_new(target: Path) -> None:
    """Raise DataError where something lies already."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise DataError(
            "There is something here already", where=str(target), hint="name a new directory"
        )


def settle_as(unfinished: Path, target: Path) -> None:
    """Make a finished folder durable, and give it its name."""
    for path in [*unfinished.rglob("*"), unfinished]:
        if path.is_dir():
            sync_directory(path)
        else:
            sync_file(path)
    if target.exists():
        target.rmdir()
    unfinished.rename(target)
    sync_directory(target.parent)


def _copy(source: Layout, target: Layout, told: Format) -> None:
    """Copy in this order: a checkpoint speaks of events, an event of blobs, never the reverse."""
    write_format(target, told)
    target.blobs.mkdir(parents=True)
    target.keys.mkdir()
    signed = read_checkpoints(source.checkpoints).found
    target.checkpoints.write_text("".join(one.note for one in signed), encoding="utf-8")
    keys = "".join(f"{key}\n" for key in Keys(source.keys).known())
    Keys(target.keys).public.write_text(keys, encoding="utf-8")
    for segment in segments(source.ledger):
        shutil.copyfile(segment, target.ledger / segment.name)
    for segment in segments(target.ledger)[-1:]:
        if torn := torn_end(segment):
            with segment.open("r+b") as file:
                file.truncate(torn.offset)
    blobs = Blobs(source.blobs)
    for digest in sorted(Erasures.after(read(target.ledger)).needs):
        try:
            content = blobs.get(digest)
        except ErasedError as error:
            raise StoreBusyError(
                f"A record was erased while it was being backed up: {error.detail}",
                hint="run it again",
            ) from error
        path = target.blobs / digest[:2] / digest
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)


def _manifest(made: Layout, told: Format, at: datetime) -> Manifest:
    tree = Frontier()
    signed = {one.size: one.root for one in read_checkpoints(made.checkpoints).found}
    for leaf in leaves(made.ledger):
        tree.add(leaf)
        if signed.pop(tree.size, tree.root) != tree.root:
            raise _not_signed(tree.size)
    for size in signed:
        raise _not_signed(size)
    files = {
        str(path.relative_to(made.root)): digest_of(path.read_bytes())
        for path in sorted(made.root.rglob("*"))
        if path.is_file()
    }
    return Manifest(FORMAT, write_instant(at), told.base, tree.size, tree.root.hex(), files)


def _not_signed(size: int) -> LedgerError:
    return LedgerError(
        f"The first {size} events are not those that were signed",
        hint="kg verify says what is amiss",
    )
