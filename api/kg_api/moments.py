"""What an answer about the past says in its headers, whatever its format; a refusal says it too."""

from __future__ import annotations

from fastapi import Request

from kg.model.past import AsOf

AS_OF = "X-KG-As-Of"
"""Says the same as the field `as_of`: a dictionary of RFC 9651."""


def moment_shown(request: Request) -> dict[str, str]:
    """Return the header that says which moment an answer shows; none for the present."""
    as_of: AsOf | None = getattr(request.state, "as_of", None)
    if as_of is None:
        return {}
    left = as_of.left_out
    return {
        AS_OF: f'revision={as_of.revision}, at="{as_of.at}", retracted={left.retracted}, '
        f"erased={left.erased}"
    }


def seen_whole(request: Request) -> bool:
    """Return whether the answer shows what others may not see: nobody keeps it for them."""
    return bool(getattr(request.state, "whole", False))
