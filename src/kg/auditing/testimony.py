"""What a server tells of its ledger to whoever keeps watch over it.

The newest signed checkpoint, the keys it may be signed with, and proofs that one checkpoint's
ledger began with another's (RFC 6962 section 2.1.2). Nothing of what the ledger says is told.
"""

from __future__ import annotations

import json
import os
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import BadParameterError, UnknownThingError
from kg.ledger import Checkpoint, leaves
from kg.ledger.checkpoint import NOTE_LINES
from kg.ledger.merkle import consistency
from kg.ledger.signing import encode
from kg.pool.lanes import Lane

if TYPE_CHECKING:
    from kg.keeping.layout import Layout
    from kg.pool.frames import JsonObject
    from kg.pool.pool import Pool
    from kg.pool.serving import Emit
    from kg.store.base import Limits

_TAIL: Final = 16 * 1024
"""Bytes at the end of the checkpoints that hold the newest one, and what a crash left after it."""
_SIGNED: Final = "— "


def newest_checkpoint(layout: Layout) -> Checkpoint:
    """Return the newest signed checkpoint; reads the end of one file.

    Raises:
        UnknownThingError: there is no ledger here, or nothing is signed yet.
        LedgerError: what stands there is no checkpoint.
    """
    try:
        with layout.checkpoints.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
            tail = file.read().decode("utf-8", "replace")
    except FileNotFoundError:
        raise _nothing() from None
    whole = tail.split("\n")[:-1]
    ends = [at for at, line in enumerate(whole) if line.startswith(_SIGNED)]
    if not ends:
        raise _nothing()
    note = whole[max(0, ends[-1] + 1 - NOTE_LINES) : ends[-1] + 1]
    return Checkpoint.parse("\n".join([*note, ""]), where=layout.checkpoints.name)


def public_keys(layout: Layout) -> bytes:
    """Return all keys that checkpoints here were ever signed with, one a line, the last in use.

    Raises:
        UnknownThingError: there are none.
    """
    try:
        return (layout.keys / "public").read_bytes()
    except FileNotFoundError:
        raise _nothing() from None


async def proof_of_consistency(
    pool: Pool, layout: Layout, first: int, second: int, limits: Limits
) -> bytes:
    """Return, as JSON, what proves that the ledger of `second` lines began with that of `first`.

    The whole ledger is read for it, so a worker does that, within limits.

    Raises:
        BadParameterError: the sizes are not those of two checkpoints, or in the wrong order.
        UnknownThingError: there is no ledger here, or nothing is signed yet.
        KgError: whatever may become of any job.
    """
    newest = newest_checkpoint(layout)
    if not first <= second:
        raise BadParameterError(f"is larger than `to`, which is {second}", where="from")
    if second > newest.size:
        raise BadParameterError(f"only {newest.size} events are signed", where="to")
    asked = {"ledger": str(layout.ledger), "from": first, "to": second}
    reply = await pool.run(
        "consistency",
        asked,
        seconds=limits.seconds,
        max_bytes=limits.bytes,
        lane=Lane.ADHOC,
        charge=limits.charge,
    )
    return reply.body


def consistency_job(payload: JsonObject, emit: Emit) -> JsonObject:
    """Do a worker's part of it."""
    first, second = payload["from"], payload["to"]
    hashes = list(islice(leaves(Path(payload["ledger"])), second))
    proof = [encode(step) for step in consistency(hashes, first)]
    emit(json.dumps({"from": first, "to": second, "proof": proof}).encode())
    return {}


def _nothing() -> UnknownThingError:
    return UnknownThingError(
        "no checkpoint is signed here", hint="a data directory has some after the first kg load"
    )
