"""How an error looks on a terminal: what, where, and what to do, without a traceback."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from kg.errors import KgError, RecordError

MOST_FAULTS_SHOWN = 50


def report(error: KgError) -> None:
    """Print an error on stderr; of a record's faults each gets its own lines."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    faults = error.faults if isinstance(error, RecordError) else ()
    console.print(f"[bold red]{escape(error.title)}[/]")
    if not faults:
        _entry(console, error.where, error.detail, error.hint)
    for fault in faults[:MOST_FAULTS_SHOWN]:
        place = f"{fault.file}:{fault.line}" + (f" {fault.field}" if fault.field else "")
        _entry(console, place, fault.reason, fault.hint)
    if len(faults) > MOST_FAULTS_SHOWN:
        console.print(f"  … and {len(faults) - MOST_FAULTS_SHOWN} more faults")


def _entry(console: Console, where: str | None, detail: str, hint: str | None) -> None:
    place = f"[bold]{escape(where)}[/]: " if where else ""
    console.print(f"  {place}{escape(detail)}")
    if hint:
        console.print(f"    → {escape(hint)}")
