"""The keys of a data directory, in `access/keys.json`, which only its owner may read.

Whoever looks sees at once what another process has issued or revoked: the file is read again
whenever its inode, size or time has changed.
"""

from __future__ import annotations

import hmac
import stat
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from kg.access.entries import Entry, parse, serialise
from kg.access.key import USUAL_DAYS, Key, Scope, State
from kg.access.locking import locked
from kg.access.secrets import digest_of, id_of, issue
from kg.errors import (
    BadParameterError,
    DataError,
    DiskFullError,
    UnknownKeyError,
    UnknownThingError,
)
from kg.ledger.durable import is_full, sync_directory, write_durably

_OTHERS_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH
_NOBODY: Final = "0" * 64

Stamp = tuple[int, int, int]


class Keyring:
    """The keys of one data directory; safe beside other processes that use the same.

    Every method but the first raises DataError where the file is damaged or cannot be read: it is
    never taken for "no keys".
    """

    def __init__(self, directory: Path) -> None:
        """Look at the keys of a data directory; nothing is read or made yet."""
        self.folder = directory / "access"
        self.file = self.folder / "keys.json"
        self._stamp: Stamp | None = None
        self._entries: dict[str, Entry] = {}

    def keys(self) -> tuple[Key, ...]:
        """Return every key there ever was, in the order of issuing."""
        return tuple(entry.key for entry in self._current().values())

    def usable(self, now: datetime) -> bool:
        """Return whether any key works."""
        return any(key.state(now) is State.USABLE for key in self.keys())

    def find(self, text: str, now: datetime) -> Key:
        """Return the key with this text.

        Raises:
            UnknownKeyError: there is none (the same words whether the id or the secret is wrong),
                or it has expired or was revoked.
        """
        entry = self._current().get(id_of(text) or "")
        known = entry.digest if entry else _NOBODY
        same = hmac.compare_digest(digest_of(text), known)
        if entry is None or not same:
            raise UnknownKeyError("There is no such key", hint="ask who keeps this collection")
        if entry.key.state(now) is not State.USABLE:
            raise UnknownKeyError(
                _over(entry.key), hint="ask who keeps this collection for a new one"
            )
        return entry.key

    def issue(
        self, actor: str, scopes: Iterable[Scope], *, now: datetime, days: int = USUAL_DAYS
    ) -> tuple[Key, str]:
        """Make and keep a key; return it with its text, which nobody can read again.

        Raises:
            BadParameterError: the actor, the scopes or the days are not such as a key has.
            LockedError: another process is issuing or revoking, and does not come to an end.
            DiskFullError, OSError: it cannot be written; then there is no such key.
        """
        key, text = issue(actor, scopes, now=now, days=days)
        self._prepare()
        with locked(self.folder / "lock"):
            self._write([*self._current().values(), Entry(key, digest_of(text))])
        return key, text

    def revoke(self, key_id: str, now: datetime) -> Key:
        """Make a key useless at once and for good; return it. One revoked before stays as it is.

        Raises:
            UnknownThingError: there is no key with this id.
            LockedError, DiskFullError, OSError: as for `issue`.
        """
        if key_id not in self._current():
            raise UnknownThingError(f"There is no key “{key_id[:80]}”", hint="kg keys list")
        with locked(self.folder / "lock"):
            entries = dict(self._current())
            entry = entries[key_id]
            if entry.key.revoked_at is None:
                entries[key_id] = Entry(replace(entry.key, revoked_at=now), entry.digest)
                self._write(entries.values())
        return entries[key_id].key

    def _prepare(self) -> None:
        try:
            self.folder.mkdir(mode=0o700)
        except FileExistsError:
            return
        sync_directory(self.folder.parent)

    def _write(self, entries: Iterable[Entry]) -> None:
        try:
            write_durably(self.file, serialise(tuple(entries)), private=True)
        except OSError as error:
            if not is_full(error):
                raise
            raise DiskFullError(
                "There is no room to write the keys", where=str(self.file)
            ) from error

    def _current(self) -> dict[str, Entry]:
        stamp = self._look()
        if stamp != self._stamp:
            self._entries = {} if stamp is None else self._read()
            self._stamp = stamp
        return self._entries

    def _look(self) -> Stamp | None:
        try:
            found = self.file.stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._damaged(error.strerror or str(error)) from error
        if found.st_mode & _OTHERS_WRITE:
            raise self._damaged("others than its owner may write to it", f"chmod 600 {self.file}")
        return found.st_ino, found.st_size, found.st_mtime_ns

    def _read(self) -> dict[str, Entry]:
        try:
            entries = parse(self.file.read_bytes())
        except OSError as error:
            raise self._damaged(error.strerror or str(error)) from error
        except (ValueError, RecursionError, BadParameterError) as error:
            raise self._damaged(str(error)) from error
        return {entry.key.id: entry for entry in entries}

    def _damaged(self, why: str, hint: str | None = None) -> DataError:
        return DataError(
            f"The file of the keys cannot be used: {why}",
            where=str(self.file),
            hint=hint or "bring it back, or move it away and issue new keys",
        )


def _over(key: Key) -> str:
    if key.revoked_at is not None:
        return f"The key {key.id} was revoked on {key.revoked_at:%Y-%m-%d}"
    return f"The key {key.id} expired on {key.expires_at:%Y-%m-%d}"
