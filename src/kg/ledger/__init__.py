"""The truth: an append-only record of what was written, by whom and when.

`Ledger` appends events, `read` checks and yields them, `Blobs` keeps the documents and texts
they speak of.
"""

from __future__ import annotations

from kg.ledger.blobs import Blobs, digest_of
from kg.ledger.canonical import canonical
from kg.ledger.checkpoint import Checkpoint, Checkpoints, read_checkpoints
from kg.ledger.chronicle import Chronicle, Moment
from kg.ledger.erasures import Erasures, erased
from kg.ledger.events import GENESIS, JUDGEMENT, Entry, Event, Kind, Request
from kg.ledger.following import Follower
from kg.ledger.instants import now, read_instant, write_instant
from kg.ledger.keys import Keys
from kg.ledger.ledger import Ledger, leaves, read
from kg.ledger.merkle import Frontier
from kg.ledger.segments import Torn, torn_end
from kg.ledger.signing import PublicKey

__all__ = [
    "GENESIS",
    "JUDGEMENT",
    "Blobs",
    "Checkpoint",
    "Checkpoints",
    "Chronicle",
    "Entry",
    "Erasures",
    "Event",
    "Follower",
    "Frontier",
    "Keys",
    "Kind",
    "Ledger",
    "Moment",
    "PublicKey",
    "Request",
    "Torn",
    "canonical",
    "digest_of",
    "erased",
    "leaves",
    "now",
    "read",
    "read_checkpoints",
    "read_instant",
    "torn_end",
    "write_instant",
]
