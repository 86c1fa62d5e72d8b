"""Errors on their way from a worker to the pool, kind and position kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import kg.errors
from kg.errors import BadQueryError, KgError, SizeLimitError

if TYPE_CHECKING:
    from kg.pool.frames import JsonObject


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
    return fault


def read(fault: JsonObject) -> KgError:
    """Return the error that was written; a class unknown here becomes a plain `KgError`."""
    named = getattr(kg.errors, str(fault["error"]), None)
    known = named if isinstance(named, type) and issubclass(named, KgError) else KgError
    if issubclass(known, BadQueryError):
        return known(
            fault["detail"], line=fault["line"], column=fault["column"], hint=fault["hint"]
        )
    return known(fault["detail"], where=fault["where"], hint=fault["hint"])


def too_large(max_bytes: int) -> SizeLimitError:
    """Return the error for an answer that outgrew its bytes, on whichever side it is noticed."""
    return SizeLimitError(
        f"The answer is larger than {max_bytes:,} bytes",
        hint="ask for fewer rows with LIMIT, or for fewer columns",
    )
