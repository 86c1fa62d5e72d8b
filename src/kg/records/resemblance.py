"""Warnings about names that look like other names: never a fault, for both may be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from kg.model.lookalikes import letters, odd_words, skeleton

if TYPE_CHECKING:
    from kg.records.definitions import Definition
    from kg.records.resolved import ResolvedRecord


class Called(NamedTuple):
    """That something, a `kind/id`, has a name."""

    what: str
    name: str


def names_of(kind: str, definition: Definition) -> Iterator[Called]:
    """Yield the names a definition gives to a speaker, source, place or thing."""
    what, stated = f"{kind}/{definition.id}", vars(definition)
    for field in ("name", "label", "title"):
        if name := stated.get(field):
            yield Called(what, name)
    for name in stated.get("names", ()):
        yield Called(what, name.text)


def comparable(record: ResolvedRecord) -> Iterator[Called]:
    """Yield the names in a record that could be taken for one another, copies included."""
    for kind in ("speaker", "source", "place", "thing", "annotator"):
        for definition in getattr(record, f"{kind}s"):
            yield from names_of(kind, definition)


def names_in(record: ResolvedRecord) -> Iterator[Called]:
    """Yield every name in a record, and how it words its claims."""
    yield from comparable(record)
    for claim in record.claims:
        yield Called(f"claim/{claim.id}", claim.text)


def resemblances(names: Iterable[Called], others: Iterable[Called] = ()) -> list[str]:
    """Return a sentence for each name that looks like another one, or has an odd word in it.

    Args:
        names: what is asked about; each is compared with the rest and with `others`.
        others: what is known beside; not told of where only these look alike.
    """
    asked = list(dict.fromkeys(names))
    told = [
        f"{one.what}: “{word}” mixes letters of different scripts, or hides a joiner"
        for one in asked
        for word in odd_words(one.name)
    ]
    seen: dict[str, dict[tuple[str, str], Called]] = {}
    for one in dict.fromkeys((*others, *asked)):
        if not one.what.startswith("claim/"):
            seen.setdefault(skeleton(one.name), {})[one.what, letters(one.name)] = one
    mine = set(asked)
    for alike in seen.values():
        told += _told(list(alike.values()), mine)
    return told


def _told(alike: list[Called], mine: set[Called]) -> Iterator[str]:
    for n, one in enumerate(alike):
        for other in alike[:n]:
            differ = letters(one.name) != letters(other.name) and one.what != other.what
            if differ and (one in mine or other in mine):
                yield (
                    f"{one.what} “{one.name}” looks like {other.what} “{other.name}”,"
                    " with other letters"
                )
