"""What every writing verb needs: a data directory, not somebody else's endpoint."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.cli.output import console, shown
from kg.errors import UsageError
from kg.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.ledger import Torn
    from kg.writing.writer import Writer

COLUMNS: Final = ["record", "version", "state", "revision"]
"""What is told of a record that was written."""


def data_directory(settings: Settings) -> Path:
    """Return the directory to write to.

    Raises:
        UsageError: the store is a remote endpoint, which only its owner writes to.
    """
    if settings.remote:
        raise UsageError(
            f"{settings.store} is an endpoint; records are written to a data directory",
            where="--data",
            hint="give a directory, such as --data kg-data",
        )
    return Path(settings.store)


@contextmanager
def writing(settings: Settings, *, dry_run: bool = False) -> Iterator[Writer]:
    """Become the writer of the data directory; a dry run does not begin one.

    What a crash left at the end of the ledger is told on stderr.

    Raises:
        KgError: whatever keeps us from writing there.
    """
    from kg.writing.writer import Writer

    directory = data_directory(settings)
    with ExitStack() as held:
        if dry_run and _is_new(directory):
            directory = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="kg-dry-run-")))
        writer = held.enter_context(
            Writer.open(
                directory,
                base=settings.base,
                actor=settings.actor,
                two_persons=settings.two_persons,
            )
        )
        if writer.torn:
            _warn(writer.torn)
        yield writer


def _is_new(directory: Path) -> bool:
    return not directory.exists() or (directory.is_dir() and not any(directory.iterdir()))


def _warn(torn: Torn) -> None:
    place = shown(f"{torn.segment.name}:{torn.number}")
    log = console(stderr=True)
    log.print(f"[bold yellow]An unfinished line was set aside[/] ({place}, in ledger/torn)")
    log.print("    → a crash came while it was written; nobody was told that it had been kept")
