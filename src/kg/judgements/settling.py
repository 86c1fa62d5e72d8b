"""From what somebody gives to a judgement: about things that are here, by somebody who is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from pydantic import ValidationError

from kg.errors import BadParameterError
from kg.judgements.given import Given, refused
from kg.judgements.judgement import Judgement
from kg.records.entries import Annotator
from kg.records.faults import did_you_mean
from kg.records.instants import spelled


class Held(Protocol):
    """What the collection holds, as far as judging needs it."""

    def definition(self, kind: str, id: str) -> Mapping[str, Any] | None:  # noqa: A002
        """Return what is held under an id, None for nothing; see `kg.records.known.Known`."""
        ...

    def near(self, kind: str, id: str) -> Iterable[str]:  # noqa: A002
        """Return ids of that kind that stand near one in the alphabet."""
        ...


def settled(given: Given, held: Held, now: datetime) -> Judgement:
    """Return the judgement that is given at an instant.

    Raises:
        BadParameterError: what it is about is not here, its author is not known or known as
            somebody else, or it was judged in the future; `where` is the field.
    """
    for side in ("judges", "against"):
        _find(side, getattr(given, side), held)
    moment = spelled(now.replace(microsecond=0))
    at = given.at or moment
    if datetime.fromisoformat(at) > now:
        raise BadParameterError(
            f"{at} is in the future", where="at", hint=f"here it is {moment}: leave `at` out"
        )
    try:
        return Judgement(
            **given.model_dump(exclude={"by", "at"}), by=_annotator(given.by, held), at=at
        )
    except ValidationError as error:
        raise refused(error) from error


def _find(side: str, reference: str, held: Held) -> None:
    kind, _, name = reference.partition("/")
    if held.definition(kind, name) is None:
        raise BadParameterError(
            f"there is no {kind} `{name}` here",
            where=side,
            hint=did_you_mean(name, held.near(kind, name), f"look for it among the {kind}s"),
        )


def _annotator(by: str | Annotator, held: Held) -> Annotator:
    name = by if isinstance(by, str) else by.id
    found = held.definition("annotator", name)
    if isinstance(by, str) and found is None:
        raise BadParameterError(
            f"there is no annotator `{name}` here",
            where="by",
            hint=did_you_mean(name, held.near("annotator", name), "say its name and kind, too"),
        )
    if found is None:
        return Annotator.model_validate(by)
    known = Annotator(id=name, name=found["name"], kind=found["kind"])
    if not isinstance(by, str) and by != known:
        raise BadParameterError(
            f"annotator `{name}` is {known.name}, a {known.kind}, here",
            where="by",
            hint="choose another id",
        )
    return known
