"""The truth: an append-only record of what was written, by whom and when.

`Ledger` appends events, `read` checks and yields them, `Blobs` keeps the documents and texts
they speak of.
"""

from __future__ import annotations

from kg.ledger.blobs import Blobs, digest_of
from kg.ledger.events import GENESIS, Entry, Event, Kind
from kg.ledger.instants import now, read_instant, write_instant
from kg.ledger.ledger import Ledger, read
from kg.ledger.segments import Torn, torn_end

__all__ = [
    "GENESIS",
    "Blobs",
    "Entry",
    "Event",
    "Kind",
    "Ledger",
    "Torn",
    "digest_of",
    "now",
    "read",
    "read_instant",
    "torn_end",
    "write_instant",
]
