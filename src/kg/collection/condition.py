"""How a service is at this moment: what it shows, its workers, the room on its disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.collection.editions import Edition
from kg.collection.service import Service
from kg.ledger import read_instant

ROOM = 2
"""Publishing needs a copy of what changed; this many times the store is what should be free."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What can be told without asking the store; None is what nobody can tell.

    `published` is in seconds since 1970, sizes are in bytes. `lost` counts workers that ended, by
    reason, `erased` the records and judgements a view of the past lacks because
    they were erased later.
    """

    revision: int | None = None
    published: float | None = None
    workers: int | None = None
    idle: int | None = None
    waiting: int | None = None
    lost: Mapping[str, int] = field(default_factory=dict)
    disk_free: int | None = None
    store_size: int | None = None
    network_shared: bool = False
    erased: int = 0

    def warnings(self) -> Iterator[str]:
        """Yield what somebody should look at, though questions are answered."""
        if self.idle == 0:
            yield f"no worker is idle; {self.waiting} jobs wait"
        if self.disk_free is not None and self.disk_free < ROOM * (self.store_size or 0):
            yield (
                f"{self.disk_free:,} bytes are free on the disk, less than {ROOM} times "
                f"the {self.store_size:,} of the store: writing may stop soon"
            )
        if self.erased:
            yield (
                f"{self.erased} records or judgements of this view are missing: "
                "they were erased later"
            )
        if self.network_shared:
            yield "workers cannot be kept from the network here; SERVICE is refused by its word"


class Conditions:
    """Looks at a service; the size of a generation is worked out once."""

    def __init__(self, service: Service) -> None:
        """Look at `service`, which is open."""
        self._service = service
        self._measured: tuple[str, int] | None = None

    def current(self) -> Condition:
        """Return how it is now."""
        pool, held = self._service.pool, self._service.jail
        if pool is None:
            return Condition(revision=self._service.revision)
        edition = self._service.edition
        directory = Path(self._service.settings.store)
        return Condition(
            revision=self._service.revision,
            published=_seconds(edition),
            workers=pool.size,
            idle=pool.idle,
            waiting=pool.waiting,
            lost=dict(pool.lost),
            disk_free=_free(directory),
            store_size=self._size(directory),
            network_shared=held is not None and held["network"] != "none",
            erased=edition.erased if edition else 0,
        )

    def _size(self, directory: Path) -> int | None:
        """Return the size of the generation shown; its files are never changed."""
        try:
            name = (directory / "current").read_text("utf-8").strip()
            if self._measured is None or self._measured[0] != name:
                self._measured = (name, _bytes_in(directory / "generations" / name))
        except OSError:
            return None
        return self._measured[1]


def _bytes_in(folder: Path) -> int:
    return sum(
        os.stat(os.path.join(place, file)).st_size  # noqa: PTH116, PTH118  (a tenth of the time)
        for place, _, files in os.walk(folder)
        for file in files
    )


def _free(directory: Path) -> int | None:
    try:
        return shutil.disk_usage(directory).free
    except OSError:
        return None


def _seconds(edition: Edition | None) -> float | None:
    if edition is None or not edition.created:
        return None
    try:
        return read_instant(edition.created).timestamp()
    except ValueError:
        return None
