"""Every error this project raises on purpose, as one tree.

::

    KgError
     |- DataError                 the input is wrong; the author can mend it          (exit 1)
     |   |- RecordError           one or more faults in a record file
     |   |- LedgerError           the ledger on disk is not what it should be
     |   |- ErasedError           it was erased, for a legal reason; only its hash is left
     |   '- NewerDataError        the data directory was written by a newer version
     |- UsageError                the question is wrong; the caller can mend it       (exit 2)
     |   |- UnknownThingError     no claim, speaker, source ... with that id
     |   |- UnknownQueryError     no such catalogue query
     |   |- BadParameterError     a parameter is missing, unknown or of the wrong type
     |   |- BadQueryError         the SPARQL text does not parse or uses what is refused
     |   |- NotAcceptableError    none of the formats asked for exists
     |   |- MediaTypeError        what was sent is in no format that is taken here
     |   |- UnknownKeyError       no key came with the request, or none that is valid
     |   |- NotAllowedError       the key does not allow that, or another person has to do it
     |   |- ConflictError         what was sent does not fit what is there by now
     |   '- PortInUseError        somebody else listens there
     |- StoreError                the store did not answer                            (exit 3)
     |   |- StoreUnreachableError
     |   |- StoreBusyError        no worker became free in time; try again
     |   |- IncompleteAnswerError the answer broke off; it is never passed on as whole
     |   |- DiskFullError         there is no room to write; reading goes on
     |   |- UnfinishedWriteError  nobody knows whether it was written; ask again with the same key
     |   '- LockedError           another process is writing
     '- LimitError                the question is too big for its limits              (exit 4)
         |- TimeLimitError        stopped at its deadline
         |- SizeLimitError        the answer outgrew its byte or row cap
         |- WorkerLostError       the query brought its worker down
         '- TooManyRequestsError  the client has used up what one may compute per minute

Each says what was wrong (`detail`), where (`where`), and what to do (`hint`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from typing_extensions import override


class KgError(Exception):
    """The root: catch this to catch everything we raise on purpose.

    Args:
        detail: what is wrong, one sentence, in the reader's words.
        where: the place, such as ``records/a.yaml:12 attributions[3].quote`` or a parameter's name.
        hint: what to do about it.
    """

    kind: ClassVar[str] = "error"
    title: ClassVar[str] = "Something went wrong"
    exit_code: ClassVar[int] = 1

    def __init__(self, detail: str, *, where: str | None = None, hint: str | None = None) -> None:
        """Keep the three parts apart, so that each interface can lay them out its own way."""
        super().__init__(detail)
        self.detail = detail
        self.where = where
        self.hint = hint

    @override
    def __str__(self) -> str:
        """Return all three parts on one line, for logs and plain terminals."""
        place = f"{self.where}: " if self.where else ""
        advice = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.detail}{advice}"


class DataError(KgError):
    """The input is wrong, and its author can mend it."""

    kind = "bad-data"
    title = "The data is not usable"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a record file.

    `line` and `column` count from 1, in code points; both are None where the record did not
    come from a file. `field` is a path such as `attributions[3].quote`.
    """

    file: str
    line: int | None
    column: int | None
    field: str
    reason: str
    hint: str | None = None

    @property
    def where(self) -> str:
        """Return file, line, column and field: `a.yaml:12:5 attributions[3].quote`."""
        position = "" if self.line is None else f":{self.line}:{self.column}"
        return f"{self.file}{position} {self.field}".rstrip()

    @override
    def __str__(self) -> str:
        """Return the fault on one line, for logs and plain terminals."""
        return f"{self.where}: {self.reason}" + (f" ({self.hint})" if self.hint else "")


class RecordError(DataError):
    """One or more faults in a record file; `faults` has them all, `detail` the first."""

    kind = "bad-record"
    title = "The record has faults"

    def __init__(
        self,
        detail: str,
        *,
        where: str | None = None,
        hint: str | None = None,
        faults: tuple[Fault, ...] = (),
    ) -> None:
        """Keep every fault beside the words of the first."""
        super().__init__(detail, where=where, hint=hint)
        self.faults = faults

    @classmethod
    def of(cls, faults: tuple[Fault, ...]) -> RecordError:
        """Return one error for all faults of a file (at least one), in their order."""
        first, rest = faults[0], len(faults) - 1
        more = "" if rest == 0 else f" (and {rest} more fault{'s' if rest > 1 else ''})"
        return cls(first.reason + more, where=first.where, hint=first.hint, faults=faults)


class LedgerError(DataError):
    """The ledger on disk is not what it should be."""

    kind = "bad-ledger"
    title = "The ledger is damaged"


class ErasedError(DataError):
    """It was erased for a legal reason; the ledger keeps its hash and when that was done."""

    kind = "erased"
    title = "This was erased"


class NewerDataError(DataError):
    """The data directory was written by a newer version of this program."""

    kind = "newer-data"
    title = "The data is newer than the program"


class UsageError(KgError):
    """The question is wrong, and the caller can mend it."""

    kind = "bad-request"
    title = "The request is not understood"
    exit_code = 2


class UnknownThingError(UsageError):
    """Nothing here has that id."""

    kind = "unknown-id"
    title = "Nothing here has that id"


class UnknownQueryError(UsageError):
    """The catalogue has no query of that name."""

    kind = "unknown-query"
    title = "No such query"


class BadParameterError(UsageError):
    """A parameter is missing, unknown, or not of its type; `where` is its name."""

    kind = "bad-parameter"
    title = "A parameter is wrong"


class BadQueryError(UsageError):
    """The SPARQL text does not parse, or uses something that is refused.

    `line` and `column` count from 1, in code points; None where the engine gives no position.
    """

    kind = "bad-query"
    title = "The query is not valid SPARQL"

    def __init__(
        self,
        detail: str,
        *,
        line: int | None = None,
        column: int | None = None,
        hint: str | None = None,
    ) -> None:
        """Keep the position as numbers beside the words."""
        where = None if line is None else f"line {line}, column {column}"
        super().__init__(detail, where=where, hint=hint)
        self.line = line
        self.column = column


class NotAcceptableError(UsageError):
    """None of the formats asked for exists here; `hint` lists those that do."""

    kind = "not-acceptable"
    title = "No such format"


class MediaTypeError(UsageError):
    """What was sent is in no format that is taken here; `hint` lists those that are."""

    kind = "media-type"
    title = "This format is not taken here"


class UnknownKeyError(UsageError):
    """No key came with the request, or one that is unknown, expired or revoked."""

    kind = "no-key"
    title = "A valid key is needed"


class NotAllowedError(UsageError):
    """The key does not allow that, or the rules ask for somebody else to do it."""

    kind = "not-allowed"
    title = "This is not allowed"


class ConflictError(UsageError):
    """What was sent does not fit what is there by now, or what was sent before."""

    kind = "conflict"
    title = "This does not fit what is there"


class PortInUseError(UsageError):
    """Somebody else already listens on that port."""

    kind = "port-in-use"
    title = "The port is taken"


class StoreError(KgError):
    """The store did not answer."""

    kind = "store-error"
    title = "The store did not answer"
    exit_code = 3


class StoreUnreachableError(StoreError):
    """Nobody answers at the store's address, or it refuses us."""

    kind = "store-unreachable"
    title = "The store cannot be reached"


class StoreBusyError(StoreError):
    """No worker became free in time; the same request may succeed a moment later."""

    kind = "busy"
    title = "All workers are busy"


class IncompleteAnswerError(StoreError):
    """The store's answer broke off; it is thrown away, never passed on as whole."""

    kind = "incomplete-answer"
    title = "The store's answer broke off"


class LockedError(StoreError):
    """Another process is writing to this data directory."""

    kind = "locked"
    title = "Another process is writing"


class DiskFullError(StoreError):
    """There is no room to write; what was acknowledged is safe, and reading goes on."""

    kind = "disk-full"
    title = "There is no room to write"


class UnfinishedWriteError(StoreError):
    """A write broke off, and whether it was done is not known yet.

    The same request with the same `Idempotency-Key` does it, or tells what it did: never twice.
    """

    kind = "unfinished-write"
    title = "The write broke off"


class LimitError(KgError):
    """The question is too big for its limits."""

    kind = "limit"
    title = "The question is too big"
    exit_code = 4


class TimeLimitError(LimitError):
    """Stopped at its deadline; there is no partial answer."""

    kind = "time-limit"
    title = "The time limit was reached"


class SizeLimitError(LimitError):
    """The answer outgrew its cap of bytes or rows; there is no partial answer."""

    kind = "size-limit"
    title = "The answer is too large"


class WorkerLostError(LimitError):
    """The query brought its worker process down (out of memory or stack)."""

    kind = "worker-lost"
    title = "The query could not be evaluated"


class TooManyRequestsError(LimitError):
    """One client has used up what it may compute per minute; `seconds` says when to come back."""

    kind = "too-many-requests"
    title = "You have used up your share for now"

    def __init__(
        self,
        detail: str,
        *,
        where: str | None = None,
        hint: str | None = None,
        seconds: int = 1,
    ) -> None:
        """Keep the time to wait as a number."""
        wait = hint or f"come back in {seconds} s"
        super().__init__(detail, where=where, hint=wait)
        self.seconds = seconds
