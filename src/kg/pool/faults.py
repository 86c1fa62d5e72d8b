"""Errors on their way from a worker to the pool, kind and position kept."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import kg.errors
from kg.errors import BadQueryError, Fault, KgError, RecordError, SizeLimitError

if TYPE_CHECKING:
    from kg.pool.frames import JsonObject

MOST_CHARACTERS: Final = 4000
"""The longest text of an error that is handed on: some repeat what somebody sent."""


def written(error: KgError) -> JsonObject:
    """Return the error as JSON."""
    fault: JsonObject = {
        "error": type(error).__name__,
        "detail": error.detail,
        "where": error.where,
        "hint": error.hint,
    }
    if isinstance(error, BadQueryError):
        fault |= {"line": error.line, "column": error.column}
    if isinstance(error, RecordError):
        fault["faults"] = [_shortened(asdict(each)) for each in error.faults]
    return _shortened(fault)


def _shortened(fault: JsonObject) -> JsonObject:
    return {
        name: value[:MOST_CHARACTERS] if isinstance(value, str) else value
        for name, value in fault.items()
    }


def read(fault: JsonObject) -> KgError:
    """Return the error that was written; a class unknown here becomes a plain `KgError`."""
    named = getattr(kg.errors, str(fault["error"]), None)
    known = named if isinstance(named, type) and issubclass(named, KgError) else KgError
    if issubclass(known, BadQueryError):
        return known(
            fault["detail"], line=fault["line"], column=fault["column"], hint=fault["hint"]
        )
    if issubclass(known, RecordError):
        faults = tuple(Fault(**each) for each in fault["faults"])
        return known(fault["detail"], where=fault["where"], hint=fault["hint"], faults=faults)
    return known(fault["detail"], where=fault["where"], hint=fault["hint"])


def too_large(max_bytes: int) -> SizeLimitError:
    """Return the error for an answer that outgrew its bytes, on whichever side it is noticed."""
    return SizeLimitError(
        f"The answer is larger than {max_bytes:,} bytes",
        hint="ask for fewer rows with LIMIT, or for fewer columns",
    )
