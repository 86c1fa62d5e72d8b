"""The description of a server that takes writes is as complete as that of one that does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kg.settings import Settings
from kg_api.app import create_app

Operation = tuple[str, str, dict[str, Any]]


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return create_app(Settings(writable=True)).openapi()


@pytest.fixture(scope="module")
def writing(described: dict[str, Any]) -> list[Operation]:
    """Return address, method and description of every operation that needs a key."""
    return [
        (path, method, operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
        if "security" in operation
    ]


def test_every_operation_and_parameter_is_explained(writing: list[Operation]) -> None:
    assert len(writing) == 9
    for path, _, operation in writing:
        assert operation["summary"], path
        assert operation["description"], path
        assert operation["tags"] == ["Writing"], path
        for parameter in operation.get("parameters", []):
            assert parameter["description"], (path, parameter["name"])
        placed = {p["name"] for p in operation.get("parameters", []) if p["in"] == "path"}
        assert placed == set(re.findall(r"\{(\w+)\}", path))


def test_every_failure_is_a_problem_document(writing: list[Operation]) -> None:
    for path, _, operation in writing:
        for status, answer in operation["responses"].items():
            assert answer["description"] not in ("", "Successful Response"), (path, status)
            if status >= "400":
                assert set(answer["content"]) == {"application/problem+json"}, (path, status)


def test_bodies_say_what_is_taken(writing: list[Operation]) -> None:
    taken = {
        path: set(operation["requestBody"]["content"])
        for path, _, operation in writing
        if "requestBody" in operation
    }
    assert taken == {
        "/api/v1/records": {"application/json", "application/yaml"},
        "/api/v1/records/{record}/accept": {"application/json"},
        "/api/v1/records/{record}/retract": {"application/json"},
        "/api/v1/judgements": {"application/json"},
        "/api/v1/judgements/{judgement}/withdraw": {"application/json"},
    }


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    for reference in _references(described):
        found: Any = described
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]


def _references(document: Any) -> Iterator[str]:
    if isinstance(document, dict):
        if isinstance(document.get("$ref"), str):
            yield document["$ref"]
        for value in document.values():
            yield from _references(value)
    elif isinstance(document, list):
        for each in document:
            yield from _references(each)


def test_every_example_is_what_its_schema_promises(
    described: dict[str, Any], writing: list[Operation]
) -> None:
    examples = [
        (content["schema"], content["example"])
        for _, _, operation in writing
        for status in {"200", "201"} & set(operation["responses"])
        if "example" in (content := operation["responses"][status]["content"]["application/json"])
    ]
    assert len(examples) == 9
    for schema, example in examples:
        Draft202012Validator(described | schema).validate(example)
