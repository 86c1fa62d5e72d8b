"""What happened to the collection, as answers tell it."""

from __future__ import annotations

from kg.model.views import Pointer, Ref


class ChangeView(Pointer):
    """An event of the ledger that changed what the public reads.

    `record` is the id of a record, or `judgement/` and that of a judgement given by itself.
    `revision` is its number, `version` the version it brought or took back and `supersedes` the one
    it replaced. `reason` is a notice for the public. `source` and `attributions` are of the version
    that stands now, whichever it is. Of an erased record only who changed it, and when, is left.
    """

    revision: int
    at: str
    kind: str
    record: str
    version: int | None
    actor: str
    reason: str | None
    supersedes: int | None
    source: Ref | None
    attributions: int
