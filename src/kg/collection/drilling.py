"""The drill: restoring a backup somewhere else, and asking whether it answers as the original."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from kg.catalogue import Query
from kg.collection.opening import open_service
from kg.collection.service import Service
from kg.keeping.layout import Layout, read_format
from kg.preserving.backing_up import back_up
from kg.preserving.restoring import read_manifest, restore
from kg.settings import Settings


@dataclass(frozen=True, slots=True)
class Drill:
    """How a drill went: what was restored, how many queries answered alike, which did not.

    `shown` and `restored` are the revisions of the two; where they differ, because the backup is
    older or something is not published yet, the answers are not compared.
    """

    events: int
    root: str
    records: int
    alike: int
    unlike: tuple[str, ...]
    shown: int
    restored: int


def drill(settings: Settings, backup: Path | None = None) -> Drill:
    """Restore a backup into a temporary folder, and compare root and answers.

    Args:
        settings: they name the data directory.
        backup: an existing backup of it; without it, one is made for the drill.

    Raises:
        LedgerError: the backup does not hold.
        DataError: there is no data directory, or no backup.
    """
    source = Path(settings.store)
    with _backup(source, backup) as made, tempfile.TemporaryDirectory(prefix="kg-drill-") as folder:
        restored = Path(folder) / "restored"
        report = restore(made, restored)
        manifest = read_manifest(made)
        base = read_format(Layout(source)).base
        one = replace(settings, base=base)
        compared = asyncio.run(_compared(one, replace(one, store=str(restored))))
    return Drill(manifest.events, manifest.root, report.records, *compared)


@contextmanager
def _backup(source: Path, given: Path | None) -> Iterator[Path]:
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="kg-drill-") as folder:
        made = Path(folder) / "backup"
        back_up(source, made)
        yield made


async def _compared(one: Settings, other: Settings) -> tuple[int, tuple[str, ...], int, int]:
    """Ask both everything that can be asked without a value."""
    async with open_service(one) as original, open_service(other) as restored:
        revisions = original.revision or 0, restored.revision or 0
        if revisions[0] != revisions[1]:
            return 0, (), *revisions
        asked = [query for query in original.catalogue.values() if _needs_nothing(query)]
        unlike = [
            query.name
            for query in asked
            if await _rows(original, query) != await _rows(restored, query)
        ]
        return len(asked) - len(unlike), tuple(unlike), *revisions


def _needs_nothing(query: Query) -> bool:
    return query.form == "select" and not any(
        parameter.required for parameter in query.parameters.values()
    )


async def _rows(service: Service, query: Query) -> list[str]:
    """Return the rows in an order that does not depend on how they were written."""
    rows = await service.store.select(query.bind({}), limits=service.limits)
    return sorted(repr(sorted(row.items())) for row in rows)
