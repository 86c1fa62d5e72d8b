"""The same id means the same thing in every record: comparing and completing definitions.

A record may add to what the collection knows (another name, an address that was missing), never
change it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar, cast

from kg.records.definitions import (
    ClaimDef,
    Definition,
    SituationDef,
    SourceDef,
    SpeakerDef,
)

D = TypeVar("D", bound=Definition)


def references(definition: Definition) -> Iterator[tuple[str, str]]:
    """Yield (kind, id) of everything a definition refers to."""
    if isinstance(definition, SpeakerDef):
        yield from (
            ("speaker", role.organization) for role in definition.roles if role.organization
        )
        if definition.local_to:
            yield "source", definition.local_to
    elif isinstance(definition, SourceDef):
        yield from (("speaker", id_) for id_ in (definition.creator, definition.publisher) if id_)
    elif isinstance(definition, ClaimDef):
        yield from _claim_references(definition)


def _claim_references(claim: ClaimDef) -> Iterator[tuple[str, str]]:
    named = [*claim.about]
    for content in claim.content:
        named += [content.subject, f"relation/{content.relation}"]
        named += [content.object] if content.object else []
    for reference in named:
        kind, _, id_ = reference.partition("/")
        yield kind, id_
    if claim.part_of:
        yield "claim", claim.part_of
    situation = claim.situation
    while situation:
        if situation.relative_to_issued:
            yield "source", situation.relative_to_issued
        situation = situation.relative_to


def completed(stated: D, known: Definition) -> tuple[D, list[str]]:
    """Return the stated definition with what is known beside, and the fields where they differ."""
    if stated == known:
        return stated, []
    fields: dict[str, object] = {}
    differing: list[str] = []
    for name in type(stated).model_fields:
        mine, theirs = getattr(stated, name), getattr(known, name)
        if isinstance(mine, tuple):
            fields[name] = (*theirs, *(entry for entry in mine if entry not in theirs))
        else:
            fields[name] = mine if theirs is None else theirs
            if None not in (mine, theirs) and _comparable(mine) != _comparable(theirs):
                differing.append(name)
    return cast("D", stated.model_copy(update=fields)), differing


def _comparable(value: object) -> object:
    """A situation is the same whatever date of whatever record it was taken from."""
    if not isinstance(value, SituationDef):
        return value
    base = _comparable(value.relative_to)
    return (value.verbatim, value.edtf, value.assumed, value.relative_to_issued, base)
