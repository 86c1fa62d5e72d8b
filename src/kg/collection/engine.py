"""What the engines below raise when a file cannot be read or written."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from kg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENGINE_FAULTS: Final = (OSError, RuntimeError)
"""From Oxigraph: the disk refused, or (a bare RuntimeError) a file is corrupt."""


@contextmanager
def writing_to(place: Path) -> Iterator[None]:
    """Let a refusal of the disk come out as an error of ours.

    Raises:
        StoreError: the disk refused, or a file beside the ledger is damaged.
    """
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise StoreError(
            f"The collection could not be written: {error}",
            where=str(place),
            hint="make room on the disk, then try again; what was acknowledged is in the ledger",
        ) from error
