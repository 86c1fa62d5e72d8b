"""Building that stands still at a document, until a test lets it go on: the file is a pipe."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.past.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Held:
    """A document somebody is reading, or will read."""

    path: Path
    content: bytes

    def wait_and_go_on(self) -> None:
        """Wait until it is read, and let the reader have it."""
        with self.being_read():
            pass

    @contextmanager
    def being_read(self) -> Iterator[None]:
        """Wait until it is read, and let the reader have it at the end of the block."""
        with self.path.open("wb") as pipe:
            yield
            pipe.write(self.content)

    def put_back(self) -> None:
        """Have a file there again."""
        self.path.unlink()
        self.path.write_bytes(self.content)


@contextmanager
def held(data: Path, digest: str) -> Iterator[Held]:
    """Hold whoever reads the blob of that SHA-256."""
    path = data / "ledger" / "blobs" / digest[:2] / digest
    document = Held(path, path.read_bytes())
    path.unlink()
    os.mkfifo(path)
    yield document
    document.put_back()


def view_of(revision: int, *, taken: int = 0, whole: bool = False) -> View:
    """Return a view as somebody would ask for it."""
    return View(revision, taken, whole, "a")


def found(data: Path) -> list[str]:
    """Return the names of all folders of views, whole or not."""
    past = data / "past"
    return sorted(path.name for path in past.iterdir() if path.is_dir()) if past.exists() else []
