"""Giving judgements by themselves, and withdrawing them: the writer's part beside the records."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.errors import BadParameterError
from kg.judgements import encoded
from kg.ledger import JUDGEMENT, Entry, Kind
from kg.writing.judgement_outcomes import (
    Judge,
    foresee_judgement,
    foresee_withdrawal,
    judged_before,
)

if TYPE_CHECKING:
    from kg.judgements import Given
    from kg.ledger import Request
    from kg.writing.applying import Applying
    from kg.writing.judgement_outcomes import JudgementOutcome


class Judging:
    """Writes the judgements of one actor; who judges is another matter, and stands in each."""

    def __init__(self, applying: Applying, actor: str) -> None:
        """Write what `applying` has open; two persons are never needed for an opinion."""
        self._applying = applying
        self._live = applying.live
        self._actor = actor

    def judge(
        self,
        given: Given,
        *,
        request: Request | None = None,
        dry_run: bool = False,
        others: bool = True,
    ) -> JudgementOutcome:
        """Take a judgement: a new one, a new version, or nothing where it says nothing new.

        Args:
            given: what somebody judges.
            request: what was asked for, where the same may be asked again.
            dry_run: only tell what would happen.
            others: whether a judgement that somebody else gave may be changed.

        Raises:
            BadParameterError: what it is about is not here, its author is somebody else here, or it
                was judged in the future.
            ConflictError: it is of a program and was withdrawn, a record has a judgement of its id,
                or that request asked for something else before.
            NotAllowedError: it stands, and somebody else gave it.
            StoreError: the disk refused; what was acknowledged before is safe.
        """
        self._applying.check()
        if not dry_run and (done := self.done(request)):
            return done
        outcome, judgement = foresee_judgement(
            self._live, given, Judge(self._actor, others), self._applying.now, self._revision
        )
        if outcome.state == "unchanged" or dry_run:
            return outcome
        self._applying.keep(encoded(judgement))
        return self._write(Kind.GIVEN, outcome, request=request)

    def withdraw(
        self, judgement: str, reason: str, *, request: Request | None = None, others: bool = True
    ) -> JudgementOutcome:
        """Take a judgement back: it stays in the ledger and leaves the graph.

        Args:
            judgement: its id.
            reason: why; kept for good.
            request: what was asked for, where the same may be asked again.
            others: whether one that somebody else gave may be withdrawn.

        Raises:
            BadParameterError: no reason is given.
            UnknownThingError: there is none of that id, or it was withdrawn before.
            ErasedError: it was erased.
            ConflictError: it stands in a record, or that request asked for something else before.
            NotAllowedError: somebody else gave it.
            StoreError: the disk refused; what was acknowledged before is safe.
        """
        self._applying.check()
        if done := self.done(request):
            return done
        if not reason.strip():
            raise BadParameterError("A withdrawal needs a reason", where="reason")
        judge = Judge(self._actor, others)
        outcome = foresee_withdrawal(self._live, judgement, judge, self._revision)
        return self._write(Kind.WITHDRAWN, outcome, reason=reason, request=request)

    def done(self, request: Request | None) -> JudgementOutcome | None:
        """Return what was told when the same was asked for before; None where it never was.

        Raises:
            ConflictError: that request asked for something else before.
        """
        seen = self._live.books.requests.answered(request) if request else None
        return judged_before(self._live, seen) if seen else None

    @property
    def _revision(self) -> int:
        return self._applying.revision

    def _write(
        self,
        kind: Kind,
        outcome: JudgementOutcome,
        *,
        reason: str | None = None,
        request: Request | None = None,
    ) -> JudgementOutcome:
        name = JUDGEMENT + outcome.judgement
        said = (outcome.version, outcome.document, None)
        self._applying.write(Entry(self._actor, kind, name, *said, reason, request))
        return replace(outcome, revision=self._revision)
