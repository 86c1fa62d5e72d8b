"""Whether writing may be served at all: only over a data directory, and only to holders of keys."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from kg.access.keyring import Keyring
from kg.errors import UsageError
from kg.settings import Settings


def open_keyring(settings: Settings, now: datetime) -> Keyring:
    """Return the keys that open the write routes over what the settings name.

    Raises:
        UsageError: it is not a data directory, or no key of it works at this instant.
        DataError: the file of the keys is damaged.
    """
    if settings.rdf:
        raise UsageError(
            "RDF files are served read-only", where="--writable", hint="leave out --writable"
        )
    if settings.remote:
        raise UsageError(
            f"{settings.store} is an endpoint; records are written to a data directory",
            where="--writable",
            hint="leave out --writable, or name a directory, such as --data kg-data",
        )
    keyring = Keyring(Path(settings.store))
    if not keyring.usable(now):
        raise UsageError(
            "nobody could write here: there is no key, or all have expired or were revoked",
            where=settings.store,
            hint=f"kg keys issue ACTOR --scope draft --data {settings.store}",
        )
    return keyring
