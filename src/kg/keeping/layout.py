"""The data directory: what lies where, and whether it is ours to touch.

`docs/data-directory.md` says what each file is for, and what may be deleted.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import DataError, NewerDataError
from kg.ledger.durable import UNFINISHED, write_durably

FORMAT: Final = 4
"""The format of the data directory this program writes; it reads all before it.

2: requests, erasures and the authors of drafts are in the writer's books.
3: the graph tells of every change to the collection.
4: the ledger speaks of judgements, and the books know which stand.
"""

_BEFORE_FORMAT: Final = frozenset(("lock", "access", "format.json" + UNFINISHED))
"""What an interrupted beginning may leave behind, and the keys that were issued before it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The places inside a data directory."""

    root: Path

    @property
    def format_file(self) -> Path:
        """Format number and base of the IRIs."""
        return self.root / "format.json"

    @property
    def lock(self) -> Path:
        """Whoever holds a `flock` on it is the writer; its text is the holder's process id."""
        return self.root / "lock"

    @property
    def ledger(self) -> Path:
        """The truth."""
        return self.root / "ledger"

    @property
    def blobs(self) -> Path:
        """The documents and texts the ledger speaks of."""
        return self.ledger / "blobs"

    @property
    def checkpoints(self) -> Path:
        """Signed statements of what the ledger held, one after the other."""
        return self.ledger / "checkpoints"

    @property
    def keys(self) -> Path:
        """The keys that sign checkpoints."""
        return self.root / "keys"

    @property
    def live(self) -> Path:
        """What the writer works on; made again from the ledger when it is missing."""
        return self.root / "live"

    @property
    def books(self) -> Path:
        """The writer's books."""
        return self.live / "books.sqlite"

    @property
    def generations(self) -> Path:
        """What readers read: immutable copies of the live store and index."""
        return self.root / "generations"

    @property
    def past(self) -> Path:
        """Views of earlier revisions; may be deleted at any time."""
        return self.root / "past"

    @property
    def current(self) -> Path:
        """The folder name of the generation readers should open."""
        return self.root / "current"


@dataclass(frozen=True, slots=True)
class Format:
    """What `format.json` says: the IRIs' base, and whether this is a rebuilt view.

    A rebuilt view has generations only: `view` says of what, and nothing can be written to it.
    `number` is the format the directory has.
    """

    base: str
    view: str | None = None
    number: int = FORMAT


def read_format(layout: Layout) -> Format:
    """Return what a data directory says of itself.

    Raises:
        DataError: it is no data directory, or its `format.json` is damaged.
        NewerDataError: a later version of the program made it.
    """
    try:
        content = json.loads(layout.format_file.read_bytes())
        number, base, view = content["format"], content["base"], content.get("view")
    except FileNotFoundError as error:
        raise DataError(
            "This is not a data directory: it has no format.json",
            where=str(layout.root),
            hint="name the directory that `kg load` made",
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DataError("This file is damaged", where=str(layout.format_file)) from error
    if type(number) is not int or number < 1 or not isinstance(base, str):
        raise DataError("This file is damaged", where=str(layout.format_file))
    if number > FORMAT:
        raise NewerDataError(
            f"This data directory has format {number}; this program knows up to {FORMAT}",
            where=str(layout.root),
            hint=f"install the claim-provenance version that writes format {number}",
        )
    return Format(base, view, number)


def write_format(layout: Layout, told: Format) -> None:
    """Make a directory ours, durably."""
    content: dict[str, object] = {"format": told.number, "base": told.base}
    if told.view is not None:
        content["view"] = told.view
    write_durably(layout.format_file, json.dumps(content, indent=2).encode() + b"\n")


def begin(root: Path) -> Layout:
    """Create a directory where there is none, and return its layout; what lies there stays.

    Raises:
        DataError: something else lies there.
    """
    layout = Layout(root)
    if root.exists() and not root.is_dir():
        raise DataError("This is a file, not a directory", where=str(root))
    if not root.exists():
        root.mkdir(parents=True)
    if not layout.format_file.exists() and (foreign := _foreign(root)):
        raise DataError(
            f"This directory is not empty and not a data directory: it holds {foreign}",
            where=str(root),
            hint="name a new or empty directory",
        )
    return layout


def _foreign(root: Path) -> str | None:
    return next((p.name for p in sorted(root.iterdir()) if p.name not in _BEFORE_FORMAT), None)
