"""Who may write: API keys, shown once, kept as hashes.

`Keyring` holds the keys of a data directory, `open_keyring` those a server that writes starts
with, `issue` makes one without keeping it. These keys open the write routes; those that sign
checkpoints are `kg.ledger.Keys`.
"""

from __future__ import annotations

from kg.access.key import LONGEST_DAYS, USUAL_DAYS, Key, Scope, State
from kg.access.keyring import Keyring
from kg.access.opening import open_keyring
from kg.access.secrets import issue

__all__ = [
    "LONGEST_DAYS",
    "USUAL_DAYS",
    "Key",
    "Keyring",
    "Scope",
    "State",
    "issue",
    "open_keyring",
]
