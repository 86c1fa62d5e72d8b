"""Generations: immutable copies of graph and index that readers open and the writer leaves alone.

A generation appears whole or not at all, and `current` names the one to open. Older ones stay a
while, for readers that still have them open.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from kg.errors import DataError
from kg.keeping.layout import Layout
from kg.ledger import read_instant
from kg.ledger.durable import UNFINISHED, sync_directory, sync_file, write_durably

KEPT: Final = 3
"""How many of the newest generations stay."""

YOUNG: Final = timedelta(seconds=60)
"""How long every generation stays, so that a reader that just opened one can finish."""

_NAME: Final = re.compile(r"(\d+)(?:-(\d+))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Facts:
    """What `meta.json` says of a generation.

    `revision` is the number of the last event that changed what the public can read, `head`
    that event's SHA-256; `ontology` the SHA-256 of the ontology's files; `program` the version
    of this program that made it; `created` is UTC. `events` is how many lines the ledger had then
    (drafts too), `root` the root of their Merkle tree, in hexadecimal; empty where an earlier
    version of the program made the generation. `erased` is how many records and judgements are not
    shown because they were erased later: only in a view of a time before that.
    """

    revision: int
    base: str
    created: str
    head: str
    ontology: str
    program: str
    counts: Mapping[str, int]
    events: int = 0
    root: str = ""
    erased: int = 0


@dataclass(frozen=True, slots=True)
class Generation:
    """One generation: its folder and what is known of it."""

    path: Path
    facts: Facts

    @property
    def store(self) -> Path:
        """The graph; open it read-only."""
        return self.path / "store"

    @property
    def index(self) -> Path:
        """The search index; open it read-only."""
        return self.path / "index.sqlite"


def read_generation(path: Path) -> Generation:
    """Return the generation in a folder; raise DataError if its `meta.json` is not usable."""
    try:
        return Generation(path, Facts(**json.loads((path / "meta.json").read_bytes())))
    except (OSError, ValueError, TypeError) as error:
        raise DataError(
            f"This generation cannot be read: {error}",
            where=str(path),
            hint="publish again: delete the file `current`, then load or rebuild",
        ) from error


def current_generation(layout: Layout) -> Generation | None:
    """Return the generation readers should open; None before the first is published."""
    try:
        shown = layout.current.read_text("utf-8").strip()
    except FileNotFoundError:
        return None
    return read_generation(layout.generations / shown)


def add_generation(layout: Layout, facts: Facts, fill: Callable[[Path], None]) -> Generation:
    """Have a new folder filled and give it its name; readers do not look at it yet."""
    target = _free_name(layout.generations, facts.revision)
    prepare(target, facts, fill)
    return name(target, facts)


def prepare(target: Path, facts: Facts, fill: Callable[[Path], None]) -> None:
    """Have the folder of a generation filled, under an unfinished name beside `target`."""
    unfinished = target.with_name(target.name + UNFINISHED)
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    fill(unfinished)
    write_durably(unfinished / "meta.json", json.dumps(asdict(facts), indent=2).encode() + b"\n")
    _sync_tree(unfinished)


def name(target: Path, facts: Facts) -> Generation:
    """Give what was prepared its name: from now on it is there, whole."""
    target.with_name(target.name + UNFINISHED).rename(target)
    sync_directory(target.parent)
    return Generation(target, facts)


def show(layout: Layout, generation: Generation) -> None:
    """Let readers open this generation from now on."""
    write_durably(layout.current, generation.path.name.encode() + b"\n")


def prune(layout: Layout, now: datetime) -> None:
    """Remove what crashes left and the generations that are neither new nor young nor current."""
    current = current_generation(layout)
    found = sorted((path for path in layout.generations.iterdir() if path.is_dir()), key=_order)
    for path in found[:-KEPT]:
        if (current is None or path != current.path) and _created(path) + YOUNG < now:
            shutil.rmtree(path)


def remove_older(layout: Layout, *, than: int) -> None:
    """Remove at once every generation of a lower revision, but the current one.

    Who has one open reads on; who is about to open one is shown the current one instead.
    """
    current = current_generation(layout)
    for path in list(layout.generations.iterdir()):
        if path.is_dir() and _order(path)[0] < than and (not current or path != current.path):
            _remove(path)
    sync_directory(layout.generations)


def _remove(path: Path) -> None:
    """Remove a folder that somebody may be about to open: they find all of it, or nothing."""
    gone = path
    if not path.name.endswith(UNFINISHED):
        gone = path.with_name(path.name + UNFINISHED)
        shutil.rmtree(gone, ignore_errors=True)
        path.rename(gone)
    shutil.rmtree(gone)


def remove_unfinished(layout: Layout) -> None:
    """Remove the folders a crash left half filled. Needs the lock."""
    for path in layout.generations.glob("*" + UNFINISHED):
        shutil.rmtree(path)


def _free_name(directory: Path, revision: int) -> Path:
    """Return `12`, or `12-2` where the ontology changed but no event happened."""
    target, number = directory / str(revision), 1
    while target.exists():
        number += 1
        target = directory / f"{revision}-{number}"
    return target


def _order(path: Path) -> tuple[int, int]:
    match = _NAME.fullmatch(path.name)
    return (int(match[1]), int(match[2] or 1)) if match else (-1, 0)


def _created(path: Path) -> datetime:
    try:
        return read_instant(read_generation(path).facts.created)
    except (DataError, ValueError):
        return datetime.min.replace(tzinfo=UTC)


def _sync_tree(directory: Path) -> None:
    for path in [*directory.rglob("*"), directory]:
        if path.is_dir():
            sync_directory(path)
        else:
            sync_file(path)
