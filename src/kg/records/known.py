"""What the collection already knows, as far as reading a record needs it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable


class Known(Protocol):
    """The accepted records of a collection, seen from the record being read."""

    def definition(self, kind: str, id: str) -> Mapping[str, Any] | None:  # noqa: A002
        """Return what is stored under an id, or None.

        For `source`, `speaker`, `claim`, `place`, `thing`, `relation` and `annotator`: the entry
        as it stands in a canonical record. For `attribution`, `utterance`, `mention` and
        `judgement`, asked for with the id of their IRI: any mapping. The optional key `held_by`
        lists the records that hold it; what only the record being read holds itself is being
        replaced, and is not looked at.
        """
        ...

    def snapshot_owner(self, sha256: str) -> str | None:
        """Return the id of the record that holds this text, or None."""
        ...


@runtime_checkable
class KnownBeside(Known, Protocol):
    """What can also leave the record being read out of account: its old version binds nobody."""

    def beside(self, record: str) -> Known:
        """Return the same without what that record holds."""
        ...


def beside(known: Known, record: str) -> Known:
    """Return what is known without a record's own old version, where that can be told apart."""
    return known.beside(record) if isinstance(known, KnownBeside) else known


class NothingKnown:
    """An empty collection: a record must declare everything itself."""

    def definition(self, kind: str, id: str) -> None:  # noqa: A002
        """Know nothing."""

    def snapshot_owner(self, sha256: str) -> None:
        """Hold nothing."""


NOTHING = NothingKnown()
