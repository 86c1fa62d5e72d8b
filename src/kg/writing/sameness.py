"""Whether a record that is loaded again says anything new.

A record carries copies of what other records say of the same speakers and claims. When those
have grown meanwhile, its document reads differently although its author changed nothing; that
must not make a new version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.keeping.documents import SHARED_KINDS
from kg.records.definitions import MODELS, Definition
from kg.records.sharing import completed

if TYPE_CHECKING:
    from kg.records.known import Known
    from kg.records.resolved import ResolvedRecord


def says_the_same(old: ResolvedRecord, new: ResolvedRecord, others: Known) -> bool:
    """Return whether two versions of a record differ only in what other records added.

    Args:
        old: the active version.
        new: the same record, read again now.
        others: what the collection holds without this record.
    """
    own = frozenset(type(new).model_fields) - SHARED_KINDS.keys()
    return all(getattr(old, field) == getattr(new, field) for field in own) and all(
        _grew(kind, getattr(old, field), getattr(new, field), others)
        for field, kind in SHARED_KINDS.items()
    )


def _grew(
    kind: str, old: tuple[Definition, ...], new: tuple[Definition, ...], others: Known
) -> bool:
    before, after = ({one.id: one for one in entries} for entries in (old, new))
    return before.keys() == after.keys() and all(
        _unordered(one) == _unordered(after[name])
        or _unordered(_completed(kind, one, others)) == _unordered(after[name])
        for name, one in before.items()
    )


def _completed(kind: str, one: Definition, others: Known) -> Definition:
    found = others.definition(kind, one.id)
    if found is None:
        return one
    fields = {name: value for name, value in found.items() if name != "held_by"}
    return completed(one, MODELS[kind].model_validate(fields))[0]


def _unordered(one: Definition) -> dict[str, object]:
    return {
        name: frozenset(map(repr, value)) if isinstance(value, tuple) else value
        for name, value in one
    }
