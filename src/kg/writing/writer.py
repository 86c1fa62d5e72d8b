"""Writing to a collection: the ledger first, then graph and index, then whatever readers see.

Nobody is told that a record was taken before its event is on disk. What a crash interrupts after
that is finished by the next writer, from the ledger.
"""

from __future__ import annotations

from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from kg.errors import NotAllowedError
from kg.keeping.documents import Kept
from kg.keeping.engine import needing_room
from kg.keeping.layout import begin
from kg.keeping.locking import locked
from kg.keeping.migrating import settle
from kg.keeping.ontology import Ontology
from kg.keeping.publishing import behind_erasure, forget_past
from kg.keeping.recovery import open_ledger, open_live
from kg.keeping.standing import Draft
from kg.keeping.stepping import no_step
from kg.ledger import Entry, Kind, Request, now
from kg.records.values import Status
from kg.writing.accepting import Review, accepted_version, pending, review
from kg.writing.applying import Applying
from kg.writing.batching import Batch
from kg.writing.erasing import Erased, delete_erased, erasure_of, owed, refuse_erased, told
from kg.writing.judgement_outcomes import JudgementOutcome
from kg.writing.judging import Judging
from kg.writing.knowing import KnownRecords
from kg.writing.outcomes import Outcome, foresee, foresee_retraction, told_before

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from kg.judgements import Given
    from kg.keeping.generations import Generation
    from kg.keeping.stepping import Step
    from kg.ledger import Torn
    from kg.records.resolved import ResolvedRecord

__all__ = ["WAIT", "Batch", "Draft", "Erased", "JudgementOutcome", "Outcome", "Review", "Writer"]

WAIT: Final = 10.0
"""Seconds a writer waits for its turn."""


class Writer:
    """The one who may write to a data directory; see `open`. Not to be shared by threads."""

    def __init__(self, applying: Applying, *, actor: str, two_persons: bool) -> None:
        """Use `open` instead."""
        self._applying = applying
        self._layout = applying.layout
        self._live = applying.live
        self._actor = actor
        self._two_persons = two_persons
        self._judging = Judging(applying, actor)

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
        two_persons: bool = False,
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
            two_persons: whether a record is only accepted by somebody else than its author.

        Raises:
            DataError: the directory is not ours, or made for another base.
            NewerDataError: a later version of the program wrote it.
            LedgerError: the ledger is damaged; nothing was changed.
            LockedError: another process was still writing after that time.
            DiskFullError: there is no room; nothing was changed that will not be put right.
        """
        with ExitStack() as held:
            with needing_room(directory):
                layout = begin(directory)
                held.enter_context(locked(layout.lock, wait=wait))
                settle(layout, base)
                ledger = held.enter_context(open_ledger(layout))
                live = held.enter_context(closing(open_live(layout, base, ledger, step)))
                live.settle_ontology(Ontology())
            applying = Applying(layout, ledger, live, clock=clock, step=step)
            writer = cls(applying, actor=actor, two_persons=two_persons)
            writer._finish_erasures()
            yield writer
            applying.commit()

    @property
    def known(self) -> KnownRecords:
        """What a record may refer to: give it to `kg.records.load` as `known`."""
        return KnownRecords(self._live.books)

    @property
    def torn(self) -> Torn | None:
        """The unfinished line that was found at the end of the ledger and set aside, if any."""
        return self._applying.torn

    @property
    def revision(self) -> int:
        """The number of the last event."""
        return self._applying.revision

    def drafts(self) -> list[Draft]:
        """Return what waits to be accepted, in the order it came."""
        return self._live.books.drafts()

    def review(self, name: str) -> Review:
        """Return the draft of a record that waits, with what accepting it would change.

        Raises:
            UnknownThingError: none waits.
            LedgerError: its document or its text is damaged.
        """
        return review(self._live, self._applying.blobs, name)

    def load(
        self,
        record: ResolvedRecord,
        *,
        request: Request | None = None,
        dry_run: bool = False,
        even_if_erased: bool = False,
    ) -> Outcome:
        """Take a record: a new one, a new version, or nothing where nothing changed.

        Args:
            record: read with this writer's `known`.
            request: what was asked for, where the same may be asked again; a dry run is nothing
                to remember.
            dry_run: only tell what would happen.
            even_if_erased: take what was erased before, too.

        Raises:
            RecordError: its text is already read by another record.
            ErasedError: document or text was erased.
            NotAllowedError: two persons are needed, and this is no draft.
            ConflictError: that request asked for something else before.
            StoreError: the disk refused; what was acknowledged before is safe.
        """
        self._applying.check()
        if not dry_run and (done := self.done(request)):
            return done
        kept = Kept.of(record)
        outcome = self._foreseen(kept, even_if_erased=even_if_erased)
        if outcome.state == "unchanged" or dry_run:
            return outcome
        return self._take(kept, outcome, request)

    def batch(self, *, even_if_erased: bool = False) -> Batch:
        """Return an empty batch of records, which are recorded together.

        It tells of a record what `load` tells, but for what it changes; use nothing else of this
        writer than `known` while there is something in the batch.

        Args:
            even_if_erased: take what was erased before, too.
        """
        foreseen = partial(self._foreseen, even_if_erased=even_if_erased, compared=False)
        take = partial(self._take, request=None)
        return Batch(self._applying, self._actor, foreseen, take)

    def accept(self, name: str, document: str, *, request: Request | None = None) -> Outcome:
        """Let the draft of a record stand, the very one that was looked at.

        Args:
            name: the record's id.
            document: the SHA-256 of the draft's document.
            request: what was asked for, where the same may be asked again.

        Raises:
            UnknownThingError: no draft of that record waits.
            ConflictError: another draft waits, or the draft contradicts what was accepted since,
                or that request asked for something else before.
            NotAllowedError: two persons are needed, and this one wrote the draft.
            StoreError: the disk refused; what was acknowledged before is safe.
        """
        self._applying.check()
        if done := self.done(request):
            return done
        draft = pending(self._live, name, document)
        if self._two_persons and draft.actor == self._actor:
            raise NotAllowedError(
                f"{self._actor} handed this draft in; somebody else has to accept it",
                where="record",
            )
        record = accepted_version(self._live, self._applying.blobs, draft)
        kept = Kept.of(record)
        outcome = foresee(self._live, kept, self.revision, anew=True)
        return self._take(kept, outcome, request)

    def retract(self, record: str, reason: str, *, request: Request | None = None) -> Outcome:
        """Take a record back: it stays in the ledger and leaves graph and index.

        Raises:
            UnknownThingError: there is no such record, or it was retracted before.
            ConflictError: that request asked for something else before.
            StoreError: the disk refused; what was acknowledged before is safe.
        """
        self._applying.check()
        if done := self.done(request):
            return done
        outcome, snapshot = foresee_retraction(self._live, record, self.revision)
        return self._write(Kind.RETRACTED, outcome, snapshot, reason=reason, request=request)

    def judge(
        self,
        given: Given,
        *,
        request: Request | None = None,
        dry_run: bool = False,
        others: bool = True,
    ) -> JudgementOutcome:
        """Take a judgement by itself; see `kg.writing.judging.Judging.judge`."""
        return self._judging.judge(given, request=request, dry_run=dry_run, others=others)

    def withdraw(
        self, judgement: str, reason: str, *, request: Request | None = None, others: bool = True
    ) -> JudgementOutcome:
        """Take a judgement back; see `kg.writing.judging.Judging.withdraw`."""
        return self._judging.withdraw(judgement, reason, request=request, others=others)

    def erase(self, record: str, reason: str) -> Erased:
        """Delete all that a record ever brought, for good; its hashes stay in the ledger.

        A judgement that was given by itself goes by `judgement/` and its id.

        Readers see it until the next `publish`; see `kg.writing.erasing`.

        Raises:
            BadParameterError: no reason is given.
            UnknownThingError: there never was such a record.
            ErasedError: it was erased before.
            StoreError: the disk refused; what is owed is deleted at the next opening.
        """
        self._applying.check()
        planned = erasure_of(self._layout, self._live.books, self._actor, record, reason)
        self._applying.write(planned.entry)
        with self._applying.changing():
            return told(planned, delete_erased(self._layout, self._live))

    def publish(self) -> Generation:
        """Sign what the ledger holds, and let readers see everything up to now.

        What is signed and seen already is left as it is.

        Raises:
            LedgerError: checkpoints or keys are damaged, or the ledger is not the one that was
                signed before; nothing is signed or published then.
            StoreError: the disk refused; readers go on seeing what they saw.
        """
        return self._applying.publish()

    def _finish_erasures(self) -> None:
        """Do what a crash left undone of an erasure."""
        if owed(self._live):
            with self._applying.changing():
                delete_erased(self._layout, self._live)
        if behind_erasure(self._live):
            self.publish()
        forget_past(self._live, self._layout)

    def done(self, request: Request | None) -> Outcome | None:
        """Return what was told when the same was asked for before; None where it never was.

        A record need not even be read again for that, when what it refers to may have gone.

        Raises:
            ConflictError: that request asked for something else before.
        """
        seen = self._live.books.requests.answered(request) if request else None
        return told_before(self._live, seen) if seen else None

    def _foreseen(self, kept: Kept, *, even_if_erased: bool, compared: bool = True) -> Outcome:
        """Return what loading a record would do, if it may be loaded."""
        record = kept.record
        if self._two_persons and record.status is not Status.DRAFT:
            raise NotAllowedError(
                "Another person has to accept a record here",
                where="status",
                hint="hand it in with `status: draft`, and have it accepted by somebody else",
            )
        outcome = foresee(self._live, kept, self.revision, compared=compared)
        if not even_if_erased:
            digests = {"document": outcome.document, "text": record.snapshot.sha256}
            refuse_erased(self._live.books, self._applying.blobs, record.record, digests)
        return outcome

    def _take(self, kept: Kept, outcome: Outcome, request: Request | None) -> Outcome:
        kind = Kind.DRAFTED if outcome.state == "drafted" else Kind.ACCEPTED
        self._applying.keep(kept.content, kept.record.text.encode())
        return self._write(kind, outcome, kept.record.snapshot.sha256, kept, request=request)

    def _write(
        self,
        kind: Kind,
        outcome: Outcome,
        snapshot: str,
        record: Kept | None = None,
        *,
        reason: str | None = None,
        request: Request | None = None,
    ) -> Outcome:
        entry = Entry(
            self._actor,
            kind,
            outcome.record,
            outcome.version,
            outcome.document,
            snapshot,
            reason,
            request,
        )
        self._applying.write(entry, record)
        return replace(outcome, revision=self.revision)
