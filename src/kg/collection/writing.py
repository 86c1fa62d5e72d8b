"""Writing to a collection: the ledger first, then graph and index, then whatever readers see.

Nobody is told that a record was taken before its event is on disk. What a crash interrupts after
that is finished by the next writer, from the ledger.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.collection.attesting import attest
from kg.collection.differing import differences
from kg.collection.documents import encoded
from kg.collection.engine import writing_to
from kg.collection.knowing import KnownRecords
from kg.collection.layout import begin, settle
from kg.collection.locking import locked
from kg.collection.ontology import Ontology
from kg.collection.outcomes import Outcome, foresee
from kg.collection.publishing import publish
from kg.collection.recovery import OFTEN, open_ledger, open_live
from kg.collection.stepping import no_step
from kg.errors import StoreError, UnknownThingError
from kg.ledger import Blobs, Entry, Kind, now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from kg.collection.books import Standing
    from kg.collection.generations import Generation
    from kg.collection.layout import Layout
    from kg.collection.live import Live
    from kg.collection.stepping import Step
    from kg.ledger import Ledger, Torn
    from kg.records.resolved import ResolvedRecord

__all__ = ["WAIT", "Outcome", "Writer"]

WAIT: Final = 10.0
"""Seconds a writer waits for its turn."""


class Writer:
    """The one who may write to a data directory; see `open`. Not to be shared by threads."""

    def __init__(
        self,
        layout: Layout,
        ledger: Ledger,
        live: Live,
        *,
        actor: str,
        clock: Callable[[], datetime],
        step: Step,
    ) -> None:
        """Use `open` instead."""
        self._layout = layout
        self._ledger = ledger
        self._live = live
        self._actor = actor
        self._clock = clock
        self._step = step
        self._blobs = Blobs(layout.blobs)
        self._behind = False

    @classmethod
    @contextmanager
    def open(
        cls,
        directory: Path,
        *,
        base: str,
        actor: str,
        clock: Callable[[], datetime] = now,
        wait: float = WAIT,
        step: Step = no_step,
    ) -> Iterator[Writer]:
        """Become the writer of a data directory, which is made where there is none.

        Whatever a crash left is put right first. On leaving, everything is safely on disk; it is
        seen by readers only once `publish` was called.

        Args:
            directory: new, empty, or a data directory.
            base: what every IRI of the data begins with.
            actor: who writes, for the ledger.
            clock: tells the time, UTC.
            wait: seconds to wait for another writer to finish.
            step: told of each step done; for tests.

        Raises:
            DataError: the directory is not ours, or made for another base.
            NewerDataError: a later version of the program wrote it.
            LedgerError: the ledger is damaged; nothing was changed.
            LockedError: another process was still writing after that time.
        """
        layout = begin(directory)
        with locked(layout.lock, wait=wait):
            settle(layout, base)
            with open_ledger(layout) as ledger:
                live = open_live(layout, base, ledger, step)
                try:
                    live.settle_ontology(Ontology())
                    writer = cls(layout, ledger, live, actor=actor, clock=clock, step=step)
                    yield writer
                    writer._commit()
                finally:
                    live.close()

    @property
    def known(self) -> KnownRecords:
        """What a record may refer to: give it to `kg.records.load` as `known`."""
        return KnownRecords(self._live.books)

    @property
    def torn(self) -> Torn | None:
        """The unfinished line that was found at the end of the ledger and set aside, if any."""
        return self._ledger.torn

    @property
    def revision(self) -> int:
        """The number of the last event."""
        return self._ledger.seq

    def load(self, record: ResolvedRecord, *, dry_run: bool = False) -> Outcome:
        """Take a record: a new one, a new version, or nothing where nothing changed.

        Args:
            record: read with this writer's `known`.
            dry_run: only tell what would happen.

        Raises:
            RecordError: its text is already read by another record.
            StoreError: the disk refused; what was acknowledged before is safe.
        """
        self._check()
        outcome = foresee(self._live, record, self.revision)
        if outcome.state == "unchanged" or dry_run:
            return outcome
        kind = Kind.DRAFTED if outcome.state == "drafted" else Kind.ACCEPTED
        with writing_to(self._layout.root):
            document = self._blobs.put(encoded(record))
            snapshot = self._blobs.put(record.text.encode())
            self._step("blobs-written")
        entry = Entry(self._actor, kind, record.record, outcome.version, document, snapshot)
        self._write(entry, record)
        return replace(outcome, revision=self.revision)

    def retract(self, record: str, reason: str) -> Outcome:
        """Take a record back: it stays in the ledger and leaves graph and index.

        Raises:
            UnknownThingError: there is no such record, or it was retracted before.
            StoreError: the disk refused; what was acknowledged before is safe.
        """
        self._check()
        standing = self._live.books.standing(record)
        if standing is None or not standing.active:
            raise _no_record(record, standing)
        diff = differences(self._live.read(standing).canonical(), {})
        entry = Entry(
            self._actor,
            Kind.RETRACTED,
            record,
            standing.version,
            standing.document,
            standing.snapshot,
            reason,
        )
        self._write(entry, None)
        return Outcome(record, standing.version, "retracted", self.revision, diff)

    def publish(self) -> Generation:
        """Sign what the ledger holds, and let readers see everything up to now.

        What is signed and seen already is left as it is.

        Raises:
            LedgerError: checkpoints or keys are damaged, or the ledger is not the one that was
                signed before; nothing is signed or published then.
            StoreError: the disk refused; readers go on seeing what they saw.
        """
        self._check()
        with writing_to(self._layout.root):
            attested = attest(self._layout, self._live, self._step)
            return publish(self._live, self._layout, self._clock(), self._step, attested=attested)

    def _write(self, entry: Entry, record: ResolvedRecord | None) -> None:
        (event,) = self._ledger.append([entry], at=self._clock())
        self._behind = True  # until the event is applied, whatever goes wrong in between
        self._step("event-appended")
        with writing_to(self._layout.root):
            self._live.apply(event, record)
            if event.seq % OFTEN == 0:
                self._live.commit()
        self._behind = False

    def _check(self) -> None:
        if self._behind:
            raise StoreError(
                "An event is in the ledger that could not be applied",
                where=str(self._layout.root),
                hint="open the collection again; it is applied then",
            )

    def _commit(self) -> None:
        if not self._behind:
            with writing_to(self._layout.root):
                self._live.commit()


def _no_record(record: str, standing: Standing | None) -> UnknownThingError:
    if standing is None:
        return UnknownThingError(f"There is no record `{record}`", where="record")
    return UnknownThingError(
        f"Record `{record}` was already retracted (version {standing.version})", where="record"
    )
