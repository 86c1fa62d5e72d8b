"""Examples for the OpenAPI description: real answers of the demonstration collection.

The files are written by `python -m kg_api.recording`; a test holds them equal to what the
demonstration answers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

from kg_api.negotiation import JSON, PROBLEM

FAILURES = {
    400: "The request is not understood.",
    404: "Nothing here has that id.",
    406: "None of the formats asked for exists.",
    422: "A parameter is wrong; `parameter` names it.",
    502: "The store cannot be reached, or its answer broke off.",
    503: "All workers are busy; come back after `Retry-After` seconds.",
    504: "The time limit was reached.",
    507: "The answer outgrew its limit.",
}


@lru_cache
def example(name: str) -> Any:  # noqa: ANN401  (a JSON document)
    """Return a recorded answer."""
    return json.loads(files("kg_api").joinpath("examples", f"{name}.json").read_bytes())


def answers(name: str, formats: Iterable[str] = ()) -> dict[int | str, dict[str, Any]]:
    """Return the documented answers of a route: its example, and every way it can fail.

    Args:
        name: that of the recorded example.
        formats: media types there are beside JSON.
    """
    content: dict[str, Any] = {each: {} for each in formats} | {JSON: {"example": example(name)}}
    documented: dict[int | str, dict[str, Any]] = {
        200: {"content": content},
        304: {"description": "The client's copy is current."},
    }
    for status, meaning in FAILURES.items():
        documented[status] = {"description": meaning, "content": {PROBLEM: {}}}
    return documented
