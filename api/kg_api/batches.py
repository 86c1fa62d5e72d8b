"""JSON that came in a form field or an address, read within bounds before anything is done.

All of it is done in a thread: a long form takes a second to decode, and nobody is to wait for it.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Sequence
from typing import Any, Final, NoReturn, TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException

from kg.errors import BadParameterError, MediaTypeError
from kg.model.reconciliation import MOST_QUERIES, ExtensionQuery, NameQuery
from kg_api.parameters import pairs, twice, unknown
from kg_api.protocol import FORM

DEEPEST: Final = 8
"""Lists and objects inside each other; the deepest query of the specification has six."""
MOST_PARTS: Final = 20_000
"""Texts, brackets and commas; a hundred queries with ten properties each have some 12,000."""
LONGEST: Final = 1_000_000
"""Characters: twice what a hundred queries may have."""
LONGEST_KEY: Final = 1000
_PARTS: Final = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{},]', re.DOTALL)
_M = TypeVar("_M", bound=BaseModel)


async def form_of(request: Request, names: Sequence[str]) -> dict[str, str]:
    """Return the fields of a form; only those named may be there, each once.

    Raises:
        MediaTypeError: it is sent as anything but a form.
        BadParameterError: a field is unknown or doubled, or not in UTF-8.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != FORM:
        raise MediaTypeError(
            f"this is sent as {media_type or 'nothing'}", where="Content-Type", hint=f"send {FORM}"
        )
    fields: dict[str, str] = {}
    for name, value in await asyncio.to_thread(pairs, await request.body(), where="body"):
        if name not in names:
            raise unknown(name, names)
        if name in fields:
            raise twice(name)
        fields[name] = value
    return fields


def batch_of(text: str) -> dict[str, NameQuery]:
    """Return the queries of a batch by their ids.

    Raises:
        BadParameterError: it is not JSON, too deep, or no batch; `where` is the place in it.
        HTTPException: 413, there are too many queries in it.
    """
    sent = bounded(text, "queries")
    if not isinstance(sent, dict):
        raise BadParameterError(
            "a batch is an object", where="queries", hint='for example {"q0": {"query": "…"}}'
        )
    if len(sent) > MOST_QUERIES:
        raise HTTPException(413, f"{len(sent)} queries are more than {MOST_QUERIES} in one batch")
    if any(len(key) > LONGEST_KEY for key in sent):
        raise BadParameterError(
            f"an id of a query has more than {LONGEST_KEY} characters", where="queries"
        )
    return {key: _read(NameQuery, query, "queries", key) for key, query in sent.items()}


def extension_of(text: str) -> ExtensionQuery:
    """Return which properties of which things are asked for.

    Raises:
        BadParameterError: it is not JSON, too deep, or not such a query.
    """
    return _read(ExtensionQuery, bounded(text, "extend"), "extend")


def bounded(text: str, where: str) -> Any:  # noqa: ANN401  (whatever was sent)
    """Return what a JSON text says.

    Raises:
        BadParameterError: it is not JSON, is too large or too deep, names something twice, or
            has half of a character.
    """
    _check(text, where)

    def refuse(constant: str) -> NoReturn:
        raise BadParameterError(f"{constant} is not JSON", where=where)

    def once(members: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(members)
        if len(found) < len(members):
            raise BadParameterError("a name is there twice in one object", where=where)
        return found

    try:
        sent = json.loads(text, object_pairs_hook=once, parse_constant=refuse)
        json.dumps(sent, ensure_ascii=False).encode()  # fails for half of a surrogate pair
    except UnicodeEncodeError as error:
        raise BadParameterError("half of a surrogate pair is no character", where=where) from error
    except ValueError as error:
        raise BadParameterError(f"not JSON: {error}", where=where) from error
    return sent


def _check(text: str, where: str) -> None:
    """Refuse what is larger or deeper than any honest question, before it is parsed."""
    if len(text) > LONGEST:
        raise BadParameterError(f"more than {LONGEST:,} characters", where=where)
    depth = 0
    for n, found in enumerate(_PARTS.finditer(text)):
        depth += (found[0] in "[{") - (found[0] in "]}")
        if depth > DEEPEST:
            raise BadParameterError(
                f"lists and objects are nested more than {DEEPEST} deep", where=where
            )
        if n == MOST_PARTS:
            raise BadParameterError(
                f"more than {MOST_PARTS:,} texts, brackets and commas",
                where=where,
                hint="send fewer queries at once",
            )


def _read(model: type[_M], sent: object, *place: str) -> _M:
    try:
        return model.model_validate(sent)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, (*place, *fault["loc"])))
        raise BadParameterError(fault["msg"], where=where) from None
