"""`kg load --bulk`: many records in batches, each told of once it is safe."""

from __future__ import annotations

import os
import sys
from collections import Counter
from typing import TYPE_CHECKING, Final

from kg.cli.advancing import advancing
from kg.cli.failing import report
from kg.cli.output import Format, console, print_rows
from kg.cli.writing import COLUMNS, writing
from kg.errors import BadParameterError, DataError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.cli.advancing import Advance
    from kg.records.many import Many
    from kg.settings import Settings
    from kg.writing.loading import BulkLoad, Told
    from kg.writing.outcomes import Outcome

_MUCH: Final = 4 * 2**20
"""Bytes of records for which a second process is worth its start."""
_COUNTED: Final = ["state", "records"]


def load_in_bulk(
    paths: Sequence[Path],
    chosen: Settings,
    form: Format,
    *,
    skip: bool = False,
    even_if_erased: bool = False,
) -> None:
    """Load every record of folders and of files of lines, publish, and say what became of them.

    In the formats for programs each record has a row, printed as soon as it is on disk; a person is
    told how many there were.

    Raises:
        BadParameterError: the format would hold all rows until the end.
        DataError: a path is no folder and no such file.
    """
    if form is Format.JSON:
        raise BadParameterError(
            "One JSON document of many records would only be there at the end",
            where="--format",
            hint="take jsonl or csv: each row is there as soon as its record is safe",
        )
    from kg.records.many import Many
    from kg.writing.loading import BulkLoad

    found = [Many(path) for path in paths]
    size, told = sum(many.size for many in found), _Telling(form)
    processes = (os.cpu_count() or 1) if size >= _MUCH else 1
    with writing(chosen) as writer, advancing(size, "Loading") as advance:
        load = BulkLoad(writer, skip=skip, even_if_erased=even_if_erased, processes=processes)
        _run(load, found, told, advance)
        if told.counts:
            writer.publish()
    told.end()


def _run(load: BulkLoad, found: Sequence[Many], told: _Telling, advance: Advance) -> None:
    every = (record for many in found for record in many)
    for step in load.load(every):
        told.tell(step)
        advance.by(len(step.kept) + bool(step.refused), step.size)


class _Telling:
    """Prints what became of records."""

    def __init__(self, form: Format) -> None:
        self._form = form
        self._begun = False
        self.counts = Counter[str]()
        self.refused = 0

    def tell(self, step: Told) -> None:
        """Tell of a step: rows where they are for programs, warnings and faults always."""
        log = console(stderr=True)
        for where, outcome in step.kept:
            for warning in outcome.warnings:
                log.print(f"warning: {where}: {warning}", markup=False)
        self.counts.update(outcome.state for _, outcome in step.kept)
        if self._form is not Format.TABLE:
            self._rows([outcome for _, outcome in step.kept])
        if step.refused:
            self.refused += 1
            report(step.refused.error)

    def end(self) -> None:
        """Tell a person how many there were; stop with the exit code."""
        if self._form is Format.TABLE:
            counted = self.counts + Counter(refused=self.refused)
            rows = [{"state": state, "records": count} for state, count in sorted(counted.items())]
            print_rows(_COUNTED, rows, self._form)
        if self.refused:
            sys.exit(DataError.exit_code)

    def _rows(self, outcomes: Sequence[Outcome]) -> None:
        rows = ({column: getattr(outcome, column) for column in COLUMNS} for outcome in outcomes)
        print_rows(COLUMNS, rows, self._form, headed=not self._begun)
        self._begun = True
        sys.stdout.flush()
