"""What giving a judgement by itself, or withdrawing one, would do: told before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kg.errors import ConflictError, ErasedError, NotAllowedError, UnknownThingError
from kg.judgements import encoded, settled
from kg.keeping.seen import Seen, State
from kg.ledger import JUDGEMENT, digest_of
from kg.records.resemblance import Called, resemblances
from kg.records.values import AnnotatorKind
from kg.writing.differing import changes
from kg.writing.knowing import KnownRecords

if TYPE_CHECKING:
    from datetime import datetime

    from kg.judgements import Given, Judgement
    from kg.keeping.judgements import StandingJudgement
    from kg.keeping.live import Live

_TAKEN: Final = ("withdrawn", "erased")


@dataclass(frozen=True, slots=True)
class JudgementOutcome:
    """What became of a judgement.

    `version` is the version it now has, `revision` the number of the last event; `document` is the
    SHA-256 of what it says; `diff` says in lines what differs from the version before; `warnings`
    whether its annotator's name looks like another. `replayed` when it was told before, to the same
    request.
    """

    judgement: str
    version: int
    state: State
    revision: int
    document: str
    diff: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Judge:
    """Who writes, and whether they may touch what others gave."""

    actor: str
    others: bool = True

    def require(self, standing: StandingJudgement) -> None:
        """Let pass who may change or withdraw a judgement.

        Raises:
            NotAllowedError: somebody else gave it.
        """
        if not self.others and standing.actor != self.actor:
            raise NotAllowedError(
                f"{standing.actor} gave this judgement, not {self.actor}",
                where="judgement",
                hint="who gave it may, and who may retract records; or judge in your own name",
            )


def foresee_judgement(
    live: Live, given: Given, judge: Judge, now: datetime, revision: int
) -> tuple[JudgementOutcome, Judgement]:
    """Return what giving a judgement would do, as things stand, and the judgement.

    Raises:
        BadParameterError: what it is about is not here, or its author is somebody else here.
        ConflictError: it is of a program and was withdrawn, or a record has a judgement of its id.
        NotAllowedError: it stands, and somebody else gave it.
    """
    known = KnownRecords(live.books)
    judgement = settled(given, known, now)
    before = live.books.judgements.find(judgement.id)
    _refuse(judgement, before, known)
    if before and before.active:
        judge.require(before)
        stands = live.judgements.read(before)
        if given.at in (None, stands.at) and stands.says_the_same(judgement):
            kept = JudgementOutcome(
                before.id, before.version, "unchanged", revision, before.document
            )
            return kept, stands
    by = Called(f"annotator/{judgement.by.id}", judgement.by.name)
    others = live.books.names.alike([by], beside=JUDGEMENT + judgement.id)
    outcome = JudgementOutcome(
        judgement=judgement.id,
        version=before.version + 1 if before else 1,
        state="changed" if before and before.active else "added",
        revision=revision,
        document=digest_of(encoded(judgement)),
        diff=_changed(live, before, judgement),
        warnings=tuple(resemblances([by], others)),
    )
    return outcome, judgement


def foresee_withdrawal(live: Live, id_: str, judge: Judge, revision: int) -> JudgementOutcome:
    """Return what withdrawing a judgement would do.

    Raises:
        UnknownThingError: there is none of that id, or it was withdrawn before.
        ErasedError: it was erased.
        ConflictError: it stands in a record.
        NotAllowedError: somebody else gave it.
    """
    standing = live.books.judgements.find(id_)
    if standing is None:
        raise _not_by_itself(live, id_)
    judge.require(standing)
    if standing.withdrawn:
        live.judgements.read(standing)  # says so where it was erased
        when = f"{standing.withdrawn.actor} on {standing.withdrawn.at:%Y-%m-%d}"
        raise UnknownThingError(
            f"Judgement `{id_}` was already withdrawn, by {when}", where="judgement"
        )
    return JudgementOutcome(id_, standing.version, "withdrawn", revision, standing.document)


def judged_before(live: Live, seen: Seen) -> JudgementOutcome:
    """Return what was told of a request when it was carried out.

    Only what it changed can no longer be told where a version was erased since.
    """
    diff: tuple[str, ...] = ()
    if seen.earlier_document and seen.state not in _TAKEN:
        try:
            read = live.judgements.read_stored
            diff = _differing(read(seen.earlier_document), read(seen.document))
        except ErasedError:
            pass
    id_ = seen.record.removeprefix(JUDGEMENT)
    return JudgementOutcome(
        id_, seen.version, seen.state, seen.seq, seen.document, diff, replayed=True
    )


def _refuse(judgement: Judgement, before: StandingJudgement | None, known: KnownRecords) -> None:
    """Refuse an id that a record has, and what a program gives although it was withdrawn."""
    own = before is not None and before.active
    if not own and (held := known.definition("judgement", judgement.id)):
        raise _in_record(judgement.id, held["held_by"])
    if before and before.withdrawn and judgement.by.kind is AnnotatorKind.PROGRAM:
        taken = before.withdrawn
        raise ConflictError(
            f"{taken.actor} withdrew judgement `{judgement.id}` of {judgement.by.name} on "
            f"{taken.at:%Y-%m-%d}: {taken.reason}",
            where="judgement",
            hint="a program does not give again what was withdrawn; a person may judge so",
        )


def _not_by_itself(live: Live, id_: str) -> ConflictError | UnknownThingError:
    if held := KnownRecords(live.books).definition("judgement", id_):
        return _in_record(id_, held["held_by"])
    return UnknownThingError(
        f"There is no judgement `{id_}`", where="judgement", hint="list them: kg judgements list"
    )


def _in_record(id_: str, records: list[str]) -> ConflictError:
    return ConflictError(
        f"Judgement `{id_}` stands in record `{records[0]}`",
        where="judgement",
        hint=f"load a new version of record {records[0]} without it",
    )


def _changed(live: Live, before: StandingJudgement | None, judgement: Judgement) -> tuple[str, ...]:
    if before is None or not before.active:
        return ()
    return _differing(live.judgements.read(before), judgement)


def _differing(old: Judgement, new: Judgement) -> tuple[str, ...]:
    return tuple(changes("judgement", _content(old), _content(new)))


def _content(judgement: Judgement) -> dict[str, Any]:
    return judgement.model_dump(mode="json", exclude_none=True)
