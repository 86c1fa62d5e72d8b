"""The bodies of writing requests, read only once it is known who sends them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError

from kg.errors import BadParameterError, MediaTypeError
from kg.writing.sent import Sent
from kg_api.negotiation import JSON

YAML = "application/yaml"
_M = TypeVar("_M", bound=BaseModel)


async def record_of(request: Request) -> Sent:
    """Return the record in the body of a request.

    Raises:
        MediaTypeError: it is sent as neither JSON nor YAML, or packed, or not in UTF-8.
        HTTPException: 413 where it is too large.
    """
    media_type = _media_type(request, (JSON, YAML))
    return Sent(await request.body(), json=media_type == JSON)


async def body_of(request: Request, model: type[_M]) -> _M:
    """Return what the body of a request says, in JSON.

    Raises:
        MediaTypeError: it is sent as anything else.
        BadParameterError: it is not JSON.
        RequestValidationError: it is not what the model asks for.
        HTTPException: 413 where it is too large.
    """
    _media_type(request, (JSON,))
    try:
        return model.model_validate_json(await request.body())
    except ValidationError as error:
        faults = error.errors(include_url=False)
        if faults[0]["type"] == "json_invalid":
            raise BadParameterError(
                f"not JSON: {faults[0]['ctx']['error']}", where="body"
            ) from None
        located = [{**fault, "loc": ("body", *fault["loc"])} for fault in faults]
        raise RequestValidationError(located) from error


def _media_type(request: Request, taken: tuple[str, ...]) -> str:
    media_type, *parameters = (
        piece.strip().lower() for piece in request.headers.get("content-type", "").split(";")
    )
    packed = request.headers.get("content-encoding", "identity")
    if media_type in taken and packed == "identity" and set(parameters) <= _UTF8:
        return media_type
    given = "; ".join((media_type or "no Content-Type", *parameters))
    raise MediaTypeError(
        f"this is sent as {given}" + (f", {packed}" if packed != "identity" else ""),
        where="Content-Type",
        hint=f"send {' or '.join(taken)}, in UTF-8 and not compressed",
    )


_UTF8 = {"", "charset=utf-8", 'charset="utf-8"', "charset=utf8"}


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON Schema of a model in one piece: a description has no place for its parts."""
    schema = model.model_json_schema()
    parts = schema.pop("$defs", {})

    def whole(node: Any) -> Any:  # noqa: ANN401  (JSON)
        if isinstance(node, list):
            return [whole(each) for each in node]
        if not isinstance(node, dict):
            return node
        part = parts.get(str(node.get("$ref", "")).rpartition("/")[2], {})
        rest = {key: value for key, value in node.items() if key != "$ref"}
        return {key: whole(value) for key, value in {**part, **rest}.items()}

    found: dict[str, Any] = whole(schema)
    return found


def described(
    *media_types: str, schema: Mapping[str, Any], example: object = None
) -> dict[str, Any]:
    """Return what an OpenAPI description says of a body that FastAPI does not read itself."""
    shown: dict[str, Any] = {"schema": schema}
    if example is not None:
        shown["example"] = example
    return {
        "requestBody": {
            "required": True,
            "content": dict.fromkeys(media_types, shown),
        }
    }
