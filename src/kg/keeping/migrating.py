"""Bringing a data directory that an earlier version made to the format of this one.

Each step leads from one format to the next. It may be interrupted anywhere and is then begun
again, as the number is raised last. The ledger is never changed: what a step makes anew is made
from it.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.errors import DataError
from kg.keeping.layout import FORMAT, Format, Layout, read_format, write_format
from kg.keeping.recovery import check_applied
from kg.ledger.durable import make_directory, sync_directory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def settle(layout: Layout, base: str) -> None:
    """Make a directory ours and of the present format, or see that it is. Needs the lock.

    Raises:
        DataError: the directory was made for another base, is a rebuilt view, or only has what was
            copied of a collection for readers.
        NewerDataError: a later version of the program made it.
        LedgerError: it has an earlier format, and its ledger is not the one it had.
    """
    if not layout.format_file.exists():
        write_format(layout, Format(base))
    told = read_format(layout)
    if told.base != base:
        raise DataError(
            f"This data directory was made for IRIs that begin {told.base}, not {base}",
            where=str(layout.root),
            hint=f"set KG_BASE={told.base}, or name another directory",
        )
    if told.view is not None:
        raise DataError(
            f"Nothing can be written here: this directory shows {told.view}",
            where=str(layout.root),
            hint="write to the directory it was rebuilt from",
        )
    if layout.current.exists() and not layout.ledger.exists():
        # A ledger begun here would be empty, and what readers are shown next would be, too.
        raise DataError(
            "Nothing can be written here: this is a copy for readers, without its ledger",
            where=str(layout.root),
            hint="write to where it was copied from, or bring its ledger back from a backup",
        )
    _migrate(layout, told)
    for place in (layout.ledger, layout.generations):
        make_directory(place)


def _migrate(layout: Layout, told: Format) -> None:
    for number in range(told.number, FORMAT):
        STEPS[number](layout)
        write_format(layout, replace(told, number=number + 1))


def _drop_live(layout: Layout) -> None:
    """Have graph, index and books made again: what is new in them is made from the ledger.

    Raises:
        LedgerError: the ledger lacks what was applied before; the books are the last to know.
    """
    if layout.live.exists():
        check_applied(layout)
        shutil.rmtree(layout.live)
        sync_directory(layout.root)


STEPS: Final[Mapping[int, Callable[[Layout], None]]] = {
    1: _drop_live,
    2: _drop_live,
    3: _drop_live,
}
"""What leads from each format to the one after it."""
