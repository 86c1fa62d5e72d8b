"""The example records as a collection, for `kg serve --demo` and for tests.

`python -m kg.collection.demonstrating DIRECTORY BASE` fills a directory, so that a server can get
ready meanwhile.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from kg import assets
from kg.errors import UsageError
from kg.keeping.layout import Layout
from kg.ledger import now, read
from kg.records import load
from kg.settings import Settings
from kg.writing.writer import Writer

ACTOR = "demonstration"


def fill_with_fixtures(
    directory: Path, settings: Settings, clock: Callable[[], datetime] = now
) -> None:
    """Load every fixture into a data directory and publish it; what is there already stays.

    Raises:
        DataError: the directory holds something else.
        LockedError: another process is writing there.
        UsageError: it holds a collection that did not begin as a demonstration: invented examples
            do not belong among somebody's records.
    """
    _check_demonstration(Layout(directory))
    with Writer.open(directory, base=settings.base, actor=ACTOR, clock=clock) as writer:
        for path in sorted(assets.directory("fixtures").glob("*.yaml")):
            writer.load(load(path, writer.known))
        writer.publish()


def _check_demonstration(layout: Layout) -> None:
    first = next(read(layout.ledger), None) if layout.ledger.exists() else None
    if first is not None and first.entry.actor != ACTOR:
        raise UsageError(
            "this collection is no demonstration, and invented examples do not belong in it",
            where=str(layout.root),
            hint="serve it without --demo, or name another directory",
        )


if __name__ == "__main__":
    fill_with_fixtures(Path(sys.argv[1]), Settings(base=sys.argv[2]))
