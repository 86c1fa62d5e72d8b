"""What the Reconciliation Service API 0.2 asks of answers, written from its text."""

from __future__ import annotations

from typing import Any, Final

from jsonschema import Draft202012Validator

TEXT: Final = {"type": "string", "minLength": 1}
NAMED: Final = {"type": "object", "required": ["id", "name"], "properties": {
    "id": TEXT, "name": TEXT, "description": {"type": "string"},
}}  # fmt: skip
TYPES: Final = {"type": "array", "items": NAMED}
SERVICE: Final = {"type": "object", "required": ["service_url", "service_path"], "properties": {
    "service_url": {"type": "string", "pattern": "^https?://"},
    "service_path": {"type": "string", "pattern": "^/"},
    "flyout_service_url": {"type": "string", "pattern": "^https?://"},
    "flyout_service_path": {"type": "string", "pattern": r"\$\{id\}"},
}, "additionalProperties": False}  # fmt: skip
TEMPLATE: Final = {"type": "string", "pattern": r"^https?://.*\{\{id\}\}"}
MANIFEST: Final = {
    "type": "object",
    "required": ["versions", "name", "identifierSpace", "schemaSpace"],
    "properties": {
        "versions": {"type": "array", "items": TEXT, "contains": {"const": "0.2"}},
        "name": TEXT,
        "identifierSpace": TEXT,
        "schemaSpace": TEXT,
        "serviceVersion": TEXT,
        "defaultTypes": TYPES | {"uniqueItems": True},
        "batchSize": {"type": "integer", "minimum": 1},
        "view": {"type": "object", "required": ["url"], "properties": {"url": TEMPLATE}},
        "preview": {"type": "object", "required": ["url", "width", "height"], "properties": {
            "url": TEMPLATE, "width": {"type": "integer"}, "height": {"type": "integer"},
        }},
        "suggest": {"type": "object", "properties": {
            "entity": SERVICE, "property": SERVICE, "type": SERVICE,
        }, "additionalProperties": False},
        "extend": {"type": "object", "properties": {"propose_properties": SERVICE}},
    },
    "additionalProperties": False,
}  # fmt: skip
CANDIDATE: Final = {
    "type": "object",
    "required": ["id", "name", "score"],
    "properties": {
        "id": TEXT,
        "name": TEXT,
        "description": {"type": "string"},
        "score": {"type": "number", "minimum": 0, "maximum": 100},
        "match": {"type": "boolean"},
        "type": TYPES,
        "features": {"type": "array", "items": {"type": "object", "required": ["id", "value"],
            "properties": {"id": TEXT, "value": {"type": ["boolean", "number"]}},
        }},
    },
    "additionalProperties": False,
}  # fmt: skip
RESULTS: Final = {"type": "object", "additionalProperties": {
    "type": "object",
    "required": ["result", "found", "cut"],
    "properties": {"result": {"type": "array", "items": CANDIDATE}},
}}  # fmt: skip
SUGGESTED: Final = {"type": "object", "required": ["result"], "properties": {
    "result": {"type": "array", "items": NAMED | {"properties": {
        **NAMED["properties"], "notable": TYPES,  # type: ignore[dict-item]
    }}},
}}  # fmt: skip
PROPOSED: Final = {"type": "object", "required": ["properties"], "properties": {
    "properties": {"type": "array", "items": NAMED}, "type": TEXT, "limit": {"type": "number"},
}}  # fmt: skip
FLYOUT: Final = {"type": "object", "required": ["id", "html"],
                 "properties": {"id": TEXT, "html": TEXT}}  # fmt: skip
CELL: Final = {"oneOf": [
    {"type": "object", "required": [key], "properties": {key: {"type": kind}},
     "additionalProperties": False}
    for key, kind in (("str", "string"), ("int", "integer"), ("float", "number"))
] + [{"type": "object", "required": ["id", "name"], "properties": {"id": TEXT, "name": TEXT},
      "additionalProperties": False}]}  # fmt: skip
EXTENDED: Final = {
    "type": "object",
    "required": ["meta", "rows"],
    "properties": {
        "meta": {"type": "array", "items": {"type": "object", "required": ["id", "name"],
            "properties": {"id": TEXT, "name": TEXT, "type": NAMED},
        }},
        "rows": {"type": "object", "additionalProperties": {
            "type": "object", "additionalProperties": {"type": "array", "items": CELL},
        }},
    },
}  # fmt: skip


def check(document: Any, schema: Any) -> None:
    """Fail unless the document is what the specification asks for."""
    Draft202012Validator(schema).validate(document)
