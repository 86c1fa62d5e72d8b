"""Answers about the past say so, and so do the links in them."""

from __future__ import annotations

from typing import TypeVar

from kg.model.answers import Answer
from kg.model.past import AsOf

T = TypeVar("T", bound=Answer)


def dated(answer: T, as_of: AsOf | None) -> T:
    """Return an answer with the moment it shows; as it is where it shows the present."""
    if as_of is None:
        return answer
    return answer.model_copy(update={"as_of": as_of, "sparql": dated_link(answer.sparql, as_of)})


def dated_link(address: str, as_of: AsOf | None) -> str:
    """Return an address that is asked as of that revision."""
    if as_of is None:
        return address
    return f"{address}{'&' if '?' in address else '?'}asOf={as_of.revision}"
