"""Conditions of a WHERE clause, with the values of their placeholders kept beside them."""

# ruff: noqa: S608  (SQL is put together from our own words; every value is bound)
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple


class Condition(NamedTuple):
    """One condition and the values of its placeholders, in order."""

    sql: str
    values: tuple[Any, ...] = ()


def every(conditions: Iterable[Condition]) -> Condition:
    """Return the condition that all of them hold."""
    parts = tuple(conditions)
    return Condition(" AND ".join(part.sql for part in parts) or "1", _values(parts))


def any_of(conditions: Sequence[Condition]) -> Condition:
    """Return the condition that one of them holds, tried row by row in this order."""
    return Condition(f"({' OR '.join(part.sql for part in conditions)})", _values(conditions))


def rows_of(conditions: Sequence[Condition]) -> Condition:
    """Return the condition that one of them holds, each found by its own index first."""
    selects = " UNION ".join(f"SELECT n FROM attribution WHERE {part.sql}" for part in conditions)
    return Condition(f"n IN ({selects})", _values(conditions))


def marks(values: Sequence[Any]) -> str:
    """Return as many placeholders as there are values."""
    return ", ".join("?" * len(values))


def _values(parts: Iterable[Condition]) -> tuple[Any, ...]:
    return tuple(value for part in parts for value in part.values)
