"""What the OpenAPI description says of answers: real examples, and every way to fail.

The examples are answers of the demonstration collection, written by `python -m kg_api.recording`;
a test asks again and holds them equal.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any, TypeAlias

from kg_api.negotiation import JSON, PROBLEM

Responses: TypeAlias = dict[int | str, dict[str, Any]]

MEANINGS = {
    304: "The client's copy is current.",
    400: "The request is not understood.",
    401: "A key is needed, or the one that came does not work.",
    403: "This server is read-only, or the key does not allow this.",
    404: "Nothing here has that id.",
    406: "None of the formats asked for exists; `hint` lists those that do.",
    409: "It does not fit what is there by now, or what was asked before under the same name.",
    410: "It was erased.",
    413: "The body of the request is too large.",
    415: "The body of the request is of no type that is read here.",
    422: "A parameter is wrong, and `parameter` names it; or a record, and `faults` has all.",
    429: "The client has used up what it may compute; come back after `Retry-After` seconds.",
    502: "The store cannot be reached, or its answer broke off.",
    503: "All workers are busy, or somebody else writes; come back after `Retry-After` seconds.",
    504: "The time limit was reached; there is no partial answer.",
    507: "The answer outgrew its limit, or the disk is full; there is no partial answer.",
}
ASKING = (400, 406, 422, 502, 503, 504, 507)
"""How any question may fail."""
READ = (304, 401, 404, 429)
"""What else may become of a question about the present or the past: that one has its price."""

RECORDED = "x-recorded"
"""Marks where an example belongs: FastAPI would drop its nulls, so they are put in afterwards."""

PROBLEM_SCHEMA = {"$ref": "#/components/schemas/Problem"}


@lru_cache
def example(name: str) -> Any:  # noqa: ANN401  (a JSON document)
    """Return a recorded answer."""
    return json.loads(files("kg_api").joinpath("examples", f"{name}.json").read_bytes())


def answers(
    name: str, formats: Iterable[str] = (), *, more: Iterable[int] = (304, 404)
) -> Responses:
    """Return the documented answers of a route: its example, and every way it can fail.

    Args:
        name: that of the recorded example.
        formats: media types there are beside JSON.
        more: statuses beside those of any question.
    """
    return {**recorded(name, formats), **failures(*ASKING, *more)}


def recorded(name: str, formats: Iterable[str] = (), *, status: int = 200) -> Responses:
    """Return the documented answer with the recorded example of that name."""
    content: dict[str, Any] = {each: {} for each in formats} | {JSON: {RECORDED: name}}
    return {status: {"description": "The answer.", "content": content}}


def failures(*statuses: int) -> Responses:
    """Return the documented ways to fail, each with the schema of its problem document."""
    documented: Responses = {}
    for status in sorted(statuses):
        documented[status] = {"description": MEANINGS[status]}
        if status >= 400:  # noqa: PLR2004  (304 has no body)
            documented[status]["content"] = {PROBLEM: {"schema": PROBLEM_SCHEMA}}
    return documented


def with_examples(described: dict[str, Any]) -> dict[str, Any]:
    """Put the recorded examples into an OpenAPI description."""
    for methods in described["paths"].values():
        for operation in methods.values():
            for answer in operation["responses"].values():
                content = answer.get("content", {}).get(JSON, {})
                if name := content.pop(RECORDED, None):
                    content["example"] = example(name)
    return described
