"""`kg load FILE…`: take records in; each wholly or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.bulk import load_in_bulk
from kg.cli.failing import report
from kg.cli.options import StoreOption, settings
from kg.cli.output import Format, FormatOption, console, print_rows, print_text, watched
from kg.cli.writing import COLUMNS, writing
from kg.errors import DataError, ErasedError, RecordError, UsageError

if TYPE_CHECKING:
    from kg.writing.writer import Outcome


def load(
    files: Annotated[
        list[Path],
        typer.Argument(help="Record files: YAML or JSON. With --bulk: folders, or .jsonl files."),
    ],
    store: StoreOption = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would change.")
    ] = False,
    even_if_erased: Annotated[
        bool, typer.Option("--even-if-erased", help="Take what was erased before, too.")
    ] = False,
    bulk: Annotated[
        bool, typer.Option("--bulk", help="Many records, in batches; may be stopped and repeated.")
    ] = False,
    skip_refused: Annotated[
        bool, typer.Option("--skip-refused", help="With --bulk: go on after a faulty record.")
    ] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Take records in.

    Loading the same record again changes nothing; a changed one is a new version. A file with a
    fault, or with what was erased, is left out as a whole and the others are taken; the exit code
    is then 1.

    With --bulk, every record file of a folder or every line of a file is taken, until one is
    refused. Those told of are safe; the same command goes on from there.
    """
    chosen = settings(store)
    if bulk:
        _check_bulk(dry_run=dry_run)
        load_in_bulk(files, chosen, form, skip=skip_refused, even_if_erased=even_if_erased)
        return
    from kg.records import load as read

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


def _check_bulk(*, dry_run: bool) -> None:
    if dry_run:
        raise UsageError(
            "--dry-run compares record by record, and --bulk does not",
            where="--dry-run",
            hint="leave one of the two out",
        )


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
