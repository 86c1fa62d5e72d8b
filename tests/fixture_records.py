"""The fixtures as a collection: each record read knowing those before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.assets import directory
from kg.records import load
from kg.records.definitions import MODELS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kg.records import ResolvedRecord


class Collected:
    """Records in memory that know each other, as `kg.records.Known` asks for it."""

    def __init__(self) -> None:
        self.records: dict[str, ResolvedRecord] = {}
        self._entries: dict[tuple[str, str], dict[str, Any]] = {}

    def definition(self, kind: str, id: str) -> Mapping[str, Any] | None:  # noqa: A002
        return self._entries.get((kind, id))

    def snapshot_owner(self, sha256: str) -> str | None:
        owners = [r.record for r in self.records.values() if r.snapshot.sha256 == sha256]
        return owners[0] if owners else None

    def add(self, path: Path, *, text: bytes | None = None) -> ResolvedRecord:
        """Read one more record."""
        return self.hold(load(path, self, text=text))

    def hold(self, record: ResolvedRecord) -> ResolvedRecord:
        """Know one more record."""
        self.records[record.record] = record
        for kind in MODELS:
            for entry in getattr(record, f"{kind}s"):
                self._hold(kind, entry.id, record, entry.model_dump(mode="json", exclude_none=True))
        for utterance in record.utterances:
            self._hold("utterance", f"{record.snapshot.sha16}-{utterance.id}", record, {})
        return record

    def _hold(self, kind: str, name: str, record: ResolvedRecord, entry: dict[str, Any]) -> None:
        before = self._entries.get((kind, name), {}).get("held_by", [])
        self._entries[kind, name] = {**entry, "held_by": [*before, record.record]}


def fixture_collection() -> Collected:
    """Return all fixtures, read in the order of their names."""
    collection = Collected()
    for path in sorted(directory("fixtures").glob("*.yaml")):
        collection.add(path)
    return collection
