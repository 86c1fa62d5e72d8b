"""What every writing verb needs: a data directory, not somebody else's endpoint."""

from __future__ import annotations

from pathlib import Path

from kg.errors import UsageError
from kg.settings import Settings


def data_directory(settings: Settings) -> Path:
    """Return the directory to write to.

    Raises:
        UsageError: the store is a remote endpoint, which only its owner writes to.
    """
    if settings.remote:
        raise UsageError(
            f"{settings.store} is an endpoint; records are written to a data directory",
            where="--data",
            hint="give a directory, such as --data kg-data",
        )
    return Path(settings.store)
