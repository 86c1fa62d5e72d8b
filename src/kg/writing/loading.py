"""Loading many records: in batches, each told of once its events are on disk.

What a killed load has told of is kept. The same load goes on from there: what is there already is
recognised, as a record that is loaded again always is.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import ErasedError, RecordError
from kg.keeping.sparing import searching_seldom

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.errors import KgError
    from kg.records.many import Found
    from kg.writing.outcomes import Outcome
    from kg.writing.writer import Writer


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that was not taken, and why."""

    where: str
    error: KgError


@dataclass(frozen=True, slots=True)
class Told:
    """What is known now: records that are kept, or one that is refused.

    `kept` and `refused` are in the order of the records; `size` is how many bytes of them are
    done since the one before.
    """

    kept: tuple[tuple[str, Outcome], ...]
    refused: Refused | None
    size: int


class BulkLoad:
    """Loads records through a writer, a batch at a time."""

    def __init__(
        self,
        writer: Writer,
        *,
        skip: bool = False,
        even_if_erased: bool = False,
        processes: int = 1,
    ) -> None:
        """Load through a writer that does nothing else meanwhile.

        Args:
            writer: it publishes nothing by itself; call `publish` afterwards.
            skip: go on after a record that is refused.
            even_if_erased: take what was erased before, too.
            processes: how many may work on it, two at most; what is written is the same.
        """
        self._writer = writer
        self._processes = processes
        self._skip = skip
        self._batch = writer.batch(even_if_erased=even_if_erased)
        self._places: list[str] = []
        self._size = 0

    def load(self, records: Iterable[Found]) -> Iterator[Told]:
        """Yield what became of them, as soon as that is on disk.

        After a record that is refused nothing more is loaded, unless `skip` was asked for.

        Raises:
            KgError: it is not the record's fault; what was told of is kept.
        """
        apart = self._batch.filling_apart() if self._processes > 1 else nullcontext()
        with searching_seldom(), apart:
            for found in records:
                self._size += found.size
                refused = self._take(found)
                if refused or self._batch.full:
                    yield self._told(refused)
                if refused and not self._skip:
                    return
            yield self._told(None)

    def _take(self, found: Found) -> Refused | None:
        try:
            self._batch.add(found.read(self._writer.known))
        except (RecordError, ErasedError) as error:
            return Refused(found.where, error)
        self._places.append(found.where)
        return None

    def _told(self, refused: Refused | None) -> Told:
        kept = tuple(zip(self._places, self._batch.record(), strict=True))
        size, self._size, self._places = self._size, 0, []
        return Told(kept, refused, size)
