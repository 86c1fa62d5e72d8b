"""Only parameters that exist, each once, in UTF-8.

A parameter nobody knows is refused: with `speker=` ignored, a list of everything would look like
the list of what one speaker said.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from difflib import get_close_matches
from typing import Annotated, Any, get_args, get_origin
from urllib.parse import parse_qsl

from fastapi import Depends, Path, Request
from fastapi.dependencies.utils import get_flat_params
from fastapi.params import Query
from pydantic import Field

from kg.errors import BadParameterError

MOST_PARAMETERS = 1000
LONGEST_ID = 500


def pairs(raw: bytes, *, where: str) -> list[tuple[str, str]]:
    """Read `a=1&b=2`, from an address or a form.

    Raises:
        BadParameterError: it is not UTF-8, or has more than 1000 parameters.
    """
    try:
        return parse_qsl(
            decoded(raw, where=where),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_PARAMETERS,
        )
    except UnicodeDecodeError as error:
        raise BadParameterError(
            "a %-escape is not UTF-8", where=where, hint="escape the bytes of UTF-8"
        ) from error
    except ValueError as error:
        raise BadParameterError(f"more than {MOST_PARAMETERS} parameters", where=where) from error


def decoded(raw: bytes, *, where: str) -> str:
    """Return bytes as text.

    Raises:
        BadParameterError: they are not UTF-8.
    """
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadParameterError(
            f"not UTF-8 at byte {error.start}", where=where, hint="encode the request in UTF-8"
        ) from error


def unknown(name: str, known: Collection[str]) -> BadParameterError:
    """Return the error for a parameter that is not there, with those that are."""
    close = get_close_matches(name, known, n=1)
    meant = f"did you mean {close[0]}? " if close else ""
    there_are = f"there are {', '.join(known)}" if known else "there are none here"
    return BadParameterError("no such parameter", where=name, hint=meant + there_are)


def twice(name: str) -> BadParameterError:
    """Return the error for a parameter that was given more than once."""
    return BadParameterError("given more than once", where=name, hint="send one of them")


class DeclaredOnly:
    """Refuses what the route does not declare; use it as a dependency of a whole router."""

    def __init__(self) -> None:
        """Begin with no route looked at."""
        self._known: dict[Callable[..., Any], list[str]] = {}

    async def __call__(self, request: Request) -> None:
        """Look at the parameters of a request.

        Raises:
            BadParameterError: a parameter is unknown, or doubled where one value is taken;
                `where` is its name.
        """
        raw: bytes = request.scope["query_string"]
        if not raw:
            return
        given = [name for name, _ in pairs(raw, where="query string")]
        known = self._declared(request.scope["route"])
        for position, name in enumerate(given):
            if name not in known:
                raise unknown(name, known)
            if name in given[:position] and name not in taking_several(request.scope["route"]):
                raise twice(name)

    def _declared(self, route: Any) -> list[str]:  # noqa: ANN401  (FastAPI's class is its own)
        """Return the names a route declares, which stay the same for as long as it is there."""
        if (known := self._known.get(route.endpoint)) is None:
            known = self._known[route.endpoint] = declared(route)
        return known


def declared(route: Any) -> list[str]:  # noqa: ANN401  (FastAPI's class of routes is its own)
    """Return the names of the parameters that a route takes in the query string."""
    fields = get_flat_params(route.dependant)
    return [field.alias for field in fields if isinstance(field.field_info, Query)]


def taking_several(route: Any) -> set[str]:  # noqa: ANN401  (FastAPI's class of routes is its own)
    """Return the names of those parameters that may be given more than once."""
    fields = get_flat_params(route.dependant)
    return {field.alias for field in fields if is_several(field.field_info.annotation)}


def is_several(annotation: Any) -> bool:  # noqa: ANN401  (a type, or what stands for one)
    """Return whether a parameter declared so may be given more than once."""
    return get_origin(annotation) is list or any(map(is_several, get_args(annotation)))


DECLARED_ONLY = [Depends(DeclaredOnly())]
"""The dependencies of a router whose parameters are all declared."""

Several = list[Annotated[str, Field(max_length=LONGEST_ID)]]
"""Values of which any will do, each given by itself: `act=urge&act=ask`."""

ClaimId = Annotated[
    str,
    Path(
        max_length=LONGEST_ID,
        description="A claim's id; alone it may end in a format, such as `.ttl`.",
        examples=["forces-near-mount-sarybaba"],
    ),
]
AttributionId = Annotated[
    str,
    Path(
        max_length=LONGEST_ID,
        description="An attribution's id: snapshot, first and last character, number; "
        "it may end in a format, such as `.ttl`.",
        examples=["c002bde109e180ae-1613-1641-1"],
    ),
]
SpeakerId = Annotated[
    str,
    Path(
        max_length=LONGEST_ID,
        description="A speaker's id; alone it may end in a format, such as `.ttl`.",
        examples=["russian-mod"],
    ),
]
JudgementId = Annotated[
    str,
    Path(
        max_length=LONGEST_ID,
        description="A judgement's id; alone it may end in a format, such as `.ttl`.",
        examples=["gates-open-or-shut"],
    ),
]
SourceId = Annotated[
    str,
    Path(
        max_length=LONGEST_ID,
        description="A source's id; alone it may end in a format, such as `.ttl`.",
        examples=["sarybaba-report-retold"],
    ),
]
SnapshotId = Annotated[
    str | None,
    Query(
        max_length=LONGEST_ID,
        description="The text of this snapshot; without it, of the one that was read last.",
        examples=["c002bde109e180ae"],
    ),
]
