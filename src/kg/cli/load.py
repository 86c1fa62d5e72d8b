"""`kg load FILE…`: take records in; each wholly or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.failing import report
from kg.cli.options import StoreOption, settings
from kg.cli.output import Format, FormatOption, console, print_rows, print_text, watched
from kg.cli.writing import writing
from kg.errors import DataError, ErasedError, RecordError

if TYPE_CHECKING:
    from kg.writing.writer import Outcome

COLUMNS = ["record", "version", "state", "revision"]


def load(
    files: Annotated[list[Path], typer.Argument(help="Record files: YAML or JSON.")],
    store: StoreOption = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would change.")
    ] = False,
    even_if_erased: Annotated[
        bool, typer.Option("--even-if-erased", help="Take what was erased before, too.")
    ] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Take records in.

    Loading the same record again changes nothing; a changed one is a new version. A file with a
    fault, or with what was erased, is left out as a whole and the others are taken; the exit code
    is then 1.
    """
    from kg.records import load as read

    chosen = settings(store)
    failed = 0
    outcomes: list[Outcome] = []
    with writing(chosen, dry_run=dry_run) as writer:
        for path in watched(files, "Loading"):
            try:
                record = read(path, writer.known)
                outcome = writer.load(record, dry_run=dry_run, even_if_erased=even_if_erased)
                outcomes.append(outcome)
                _warn(path, outcome.warnings)
            except (RecordError, ErasedError) as error:
                failed += 1
                report(error)
        if outcomes and not dry_run:
            writer.publish()
    if outcomes or form is not Format.TABLE:
        _print(outcomes, form, dry_run=dry_run)
    if failed:
        sys.exit(DataError.exit_code)


def _warn(path: Path, warnings: Iterable[str]) -> None:
    log = console(stderr=True)
    for one in warnings:
        log.print(f"warning: {path}: {one}", markup=False)


def _print(outcomes: list[Outcome], form: Format, *, dry_run: bool) -> None:
    rows = [{column: getattr(outcome, column) for column in COLUMNS} for outcome in outcomes]
    if dry_run and form is Format.TABLE:
        for line in _differences(outcomes):
            print_text(line)
        return
    print_rows(COLUMNS, rows, form)


def _differences(outcomes: list[Outcome]) -> Iterator[str]:
    for outcome in outcomes:
        yield f"{outcome.record}: {outcome.state} (version {outcome.version})"
        for line in outcome.diff:
            yield f"  {line}"
