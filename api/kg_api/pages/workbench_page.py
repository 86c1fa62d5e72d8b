"""What the SPARQL page shows: the query, where else it can be asked, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request

from kg.catalogue.query import Value
from kg.collection.service import Service
from kg.errors import BadQueryError, KgError
from kg_api.pages.asked import Asked
from kg_api.pages.elsewhere import command, curl, python
from kg_api.pages.prefixes import Declared
from kg_api.pages.results import Results
from kg_api.pages.shipped import address, shipped
from kg_api.problems import problem_body

EDITOR = "sparql-editor.js"


def context(service: Service, asked: Asked, text: Declared) -> Mapping[str, Any]:
    """Return what stands on the page whatever comes of the query."""
    return {
        "asked": asked,
        "query": text.text,
        "added": text.added,
        "given": given(asked),
        "catalogue": list(service.catalogue.values()),
        "limits": service.limits,
        "editor": address(EDITOR) if EDITOR in shipped() else None,
        "results": None,
        "problem": None,
        "caret": None,
    }


def given(asked: Asked) -> Mapping[str, Value]:
    """Return the values in a question's form: until it is asked, those of its example."""
    sent = asked.values or {}
    return sent if asked.run or not asked.question else {**asked.question.example, **sent}


def answered(
    request: Request, service: Service, text: Declared, found: Results
) -> Mapping[str, Any]:
    """Return what stands on the page once there is an answer."""
    endpoint = f"{service.settings.public_url or str(request.base_url).rstrip('/')}/sparql"
    return {
        "results": found,
        "curl": curl(endpoint, text.text, found.form),
        "command": command(endpoint, text.text),
        "python": python(endpoint, text.text, found.form),
    }


def refused(text: str, error: KgError) -> Mapping[str, Any]:
    """Return what stands on the page where there is none: what is wrong, at its place."""
    told = {"where": None, "hint": None, "line": None, "column": None, **problem_body(error)}
    caret = _caret(text, error) if isinstance(error, BadQueryError) else None
    return {"problem": told, "caret": caret}


def _caret(query: str, error: BadQueryError) -> str | None:
    """Return the line that is wrong, with a caret under the place."""
    lines = query.splitlines()
    if error.line is None or not 1 <= error.line <= len(lines):
        return None
    return f"{lines[error.line - 1]}\n{' ' * ((error.column or 1) - 1)}^"
