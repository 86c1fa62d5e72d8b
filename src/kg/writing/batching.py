"""Many records at once: one append to the ledger, and one wait for the disk, for all of a batch.

A record may refer to those before it in the same batch: the books have them at once, in a
transaction that ends only after the ledger has the events. So what a crash interrupts before is
as if it had never come, and what it interrupts after is finished from the ledger.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.keeping.documents import Kept
from kg.ledger import Entry, Kind
from kg.writing.outcomes import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from kg.records.resolved import ResolvedRecord
    from kg.writing.applying import Applying

RECORDS: Final = 64
"""Records in a batch: more would hardly be faster, and be acknowledged later."""

BYTES: Final = 8 * 2**20
"""Bytes of documents and texts from which on a batch is full."""

_NEW: Final = {"added": Kind.ACCEPTED, "drafted": Kind.DRAFTED}


class Batch:
    """Records that are recorded together; made by `Writer.batch`.

    Nobody is told that a record was taken before `record` returned its outcome.
    """

    def __init__(
        self,
        applying: Applying,
        actor: str,
        foreseen: Callable[[Kept], Outcome],
        take: Callable[[Kept, Outcome], Outcome],
    ) -> None:
        """Work through a writer's parts; `take` records a single record at once."""
        self._applying = applying
        self._actor = actor
        self._foreseen = foreseen
        self._take = take
        self._outcomes: list[Outcome] = []
        self._names = set[str]()
        self._contents: list[bytes] = []
        self._bytes = 0

    def filling_apart(self) -> AbstractContextManager[None]:
        """Let a process of its own fill graph and index; see `Applying.filling_apart`."""
        return self._applying.filling_apart()

    @property
    def full(self) -> bool:
        """Whether it should be recorded before more is added."""
        crowded = self._applying.live.crowded
        return len(self._outcomes) >= RECORDS or self._bytes >= BYTES or crowded

    def add(self, record: ResolvedRecord) -> None:
        """Take a record as `Writer.load` does; it is kept once `record` has returned.

        Args:
            record: read with the writer's `known`.

        Raises:
            RecordError: its text is already read by another record.
            ErasedError: document or text was erased.
            NotAllowedError: two persons are needed, and this is no draft.
            StoreError: the disk refused; what was acknowledged before is safe.
        """
        kept = Kept.of(record)
        if record.record in self._names:
            self._outcomes = self.record()  # to be compared, it must be on disk
        outcome = self._foreseen(kept)
        if kind := _NEW.get(outcome.state):
            self._prepare(kind, kept, outcome)
        elif outcome.state == "unchanged":
            self._outcomes.append(replace(outcome, revision=self._applying.coming))
        else:
            done = self.record()  # what it changes may only be taken away after that
            self._outcomes = [*done, self._take(kept, outcome)]

    def record(self) -> list[Outcome]:
        """Record what was added, all of it or nothing, and return what became of each.

        Raises:
            StoreError: the disk refused; what was acknowledged before is safe.
        """
        outcomes, self._outcomes = self._outcomes, []
        if self._contents:
            self._applying.keep(*self._contents)
            self._applying.record_prepared()
        self._contents, self._bytes, self._names = [], 0, set()
        return outcomes

    def _prepare(self, kind: Kind, kept: Kept, outcome: Outcome) -> None:
        text = kept.record.text.encode()
        snapshot = kept.record.snapshot.sha256
        name, version = outcome.record, outcome.version
        entry = Entry(self._actor, kind, name, version, outcome.document, snapshot)
        event = self._applying.prepare(entry, kept)
        self._names.add(name)
        self._contents += [kept.content, text]
        self._bytes += len(kept.content) + len(text)
        self._outcomes.append(replace(outcome, revision=event.seq))
