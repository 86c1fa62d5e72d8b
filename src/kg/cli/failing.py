"""How an error looks on a terminal: what, where, and what to do, without a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cli.output import console, shown
from kg.errors import DataError, KgError, RecordError

if TYPE_CHECKING:
    from rich.console import Console

MOST_FAULTS_SHOWN = 50


def report(error: KgError) -> None:
    """Print an error on stderr; of a record's faults each gets its own lines."""
    log = console(stderr=True)
    faults = error.faults if isinstance(error, RecordError) else ()
    log.print(f"[bold red]{shown(error.title)}[/]")
    if not faults:
        _entry(log, error.where, error.detail, error.hint)
    for fault in faults[:MOST_FAULTS_SHOWN]:
        _entry(log, fault.where, fault.reason, fault.hint)
    if len(faults) > MOST_FAULTS_SHOWN:
        log.print(f"  … and {len(faults) - MOST_FAULTS_SHOWN} more faults")


def unreadable(error: OSError) -> DataError:
    """Return what the system would not do with a file or a folder as an error of ours."""
    where = None if error.filename is None else str(error.filename)
    return DataError(
        error.strerror or str(error), where=where, hint="check that it exists and is yours to use"
    )


def _entry(log: Console, where: str | None, detail: str, hint: str | None) -> None:
    place = f"[bold]{shown(where)}[/]: " if where else ""
    log.print(f"  {place}{shown(detail)}")
    if hint:
        log.print(f"    → {shown(hint)}")
