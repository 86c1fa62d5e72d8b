"""The definitions a record can refer to: its own, and those of the collection."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError
from typing_extensions import override

from kg.records.definitions import MODELS, Definition
from kg.records.faults import Faults, did_you_mean
from kg.records.sharing import references

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.records.known import Known
    from kg.records.tree import Path

LISTS = {
    "claim": "claims",
    "place": "places",
    "relation": "relations",
    "source": "works",
    "speaker": "speakers",
    "thing": "things",
}


class Reference(NamedTuple):
    """A definition, by kind and full id."""

    kind: str
    id: str

    @override
    def __str__(self) -> str:
        """Return `kind/id`."""
        return f"{self.kind}/{self.id}"


@dataclass
class Shelf:
    """Settles references; what the collection defines is copied as soon as it is referred to."""

    faults: Faults
    known: Known
    record: str
    source: str
    declared: dict[Reference, Path] = field(default_factory=dict)
    short: dict[tuple[str, str], Reference] = field(default_factory=dict)
    copies: dict[Reference, Definition] = field(default_factory=dict)
    looked_up: dict[Reference, tuple[Definition, tuple[str, ...]] | None] = field(
        default_factory=dict
    )

    def declare(self, kind: str, name: str, path: Path, *, local: bool = False) -> None:
        """Note that the record itself defines something under a name."""
        if (kind, name) in self.short:
            first = self.declared[self.short[kind, name]]
            mark = self.faults.line(first)
            self.faults.add(
                (*path, "id"),
                f"{kind} `{name}` is declared twice, first in line {mark}",
                "keep one",
            )
            return
        reference = Reference(kind, f"{self.source}.{name}" if local else name)
        self.declared[reference] = path
        self.short[kind, name] = reference

    def find(self, kinds: tuple[str, ...], name: str, path: Path) -> Reference | None:
        """Return what a name stands for among some kinds; a fault if nothing, or two things."""
        hits = [self.short[kind, name] for kind in kinds if (kind, name) in self.short]
        hits = hits or [hit for kind in kinds if (hit := self._in_collection(kind, name))]
        if not hits:
            self._unknown(kinds, name, path)
            return None
        if len(hits) > 1:
            which = " and a ".join(hit.kind for hit in hits)
            here = hits[0] in self.declared
            advice = "give one of them another id" if here else "declare the one you mean here too"
            self.faults.add(path, f"`{name}` is both a {which}", advice)
            return None
        self.copy(hits[0])
        return hits[0]

    def lookup(self, reference: Reference) -> tuple[Definition, tuple[str, ...]] | None:
        """Return what other records of the collection hold under an id, and which ones do."""
        if reference not in self.looked_up:
            self.looked_up[reference] = self._asked(reference)
        return self.looked_up[reference]

    def holders(self, kind: str, id_: str) -> tuple[str, ...]:
        """Return the other records of the collection that hold something under an id."""
        data = self.known.definition(kind, id_)
        return () if data is None else self._others(data)

    def _others(self, data: Mapping[str, Any]) -> tuple[str, ...]:
        holders = data.get("held_by", ("another record",))
        return tuple(holder for holder in holders if holder != self.record)

    def copy(self, reference: Reference) -> None:
        """Take a definition of the collection into the record, with all it refers to."""
        waiting = deque([reference])
        while waiting:
            one = waiting.popleft()
            if one in self.declared or one in self.copies:
                continue
            found = self.lookup(one)
            if found is None:
                self.faults.add(
                    ("record",), f"the collection refers to {one}, which it does not have"
                )
                continue
            self.copies[one] = found[0]
            waiting.extend(Reference(*other) for other in references(found[0]))

    def _asked(self, reference: Reference) -> tuple[Definition, tuple[str, ...]] | None:
        data = self.known.definition(reference.kind, reference.id)
        if data is None:
            return None
        holders = self._others(data)
        if not holders:
            return None
        own = {key: value for key, value in data.items() if key != "held_by"}
        try:
            definition = MODELS[reference.kind].model_validate(own)
        except ValidationError as error:
            self.faults.add(
                ("record",), f"the collection's {reference} is damaged: {error.errors()[0]['msg']}"
            )
            return None
        return definition, holders

    def _in_collection(self, kind: str, name: str) -> Reference | None:
        ids = [name, f"{self.source}.{name}"] if kind == "speaker" else [name]
        for id_ in ids:
            if self.lookup(Reference(kind, id_)) is not None:
                return Reference(kind, id_)
        return None

    def _unknown(self, kinds: tuple[str, ...], name: str, path: Path) -> None:
        if any(self.faults.excuses(kind, name) for kind in kinds):
            return
        there = [short for kind, short in self.short if kind in kinds]
        lists = " or ".join(f"`{LISTS[kind]}`" for kind in kinds)
        self.faults.add(
            path,
            f"there is no {' or '.join(kinds)} `{name}`, here or in the collection",
            did_you_mean(name, there, f"declare it under {lists}"),
        )
