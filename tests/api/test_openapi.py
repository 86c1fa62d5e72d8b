"""The description of the API is valid, complete, and true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from api_asking import addresses

ROUTES = {
    "/api/v1", "/api/v1/lookup", "/api/v1/claims", "/api/v1/claims/{claim}",
    "/api/v1/claims/{claim}/attributions", "/api/v1/claims/{claim}/trace",
    "/api/v1/claims/{claim}/contradictions", "/api/v1/judgements",
    "/api/v1/judgements/{judgement}", "/api/v1/attributions",
    "/api/v1/attributions/{attribution}", "/api/v1/speakers", "/api/v1/speakers/{speaker}",
    "/api/v1/speakers/{speaker}/attributions", "/api/v1/sources", "/api/v1/sources/{source}",
    "/api/v1/sources/{source}/attributions", "/api/v1/sources/{source}/text", "/api/v1/queries",
    "/api/v1/changes", "/api/v1/records/{record}/impact",
    "/api/v1/speakers/{speaker}/positions", "/api/v1/compare",
    "/api/v1/queries/{noun}/{name}", "/api/v1/queries/{noun}/{name}/run", "/sparql", "/ns",
    "/id/{kind}/{name}", "/problems/{kind}", "/healthz", "/readyz",
    "/livez", "/version", "/ledger/checkpoint", "/ledger/keys", "/ledger/consistency",
    "/reconcile", "/reconcile/suggest/entity", "/reconcile/suggest/property",
    "/reconcile/suggest/type", "/reconcile/flyout", "/reconcile/preview", "/reconcile/properties",
}  # fmt: skip


NEEDED = {
    ("/ledger/consistency", "from"), ("/ledger/consistency", "to"),
    ("/api/v1/compare", "one"), ("/api/v1/compare", "other"),
}  # fmt: skip
"""Parameters without which there is nothing to ask, besides those in paths."""

NOT_JSON = ("/id/{kind}/{name}", "/ns", "/sparql", "/ledger/checkpoint", "/ledger/keys",
            "/reconcile/preview")  # fmt: skip


@pytest.fixture(scope="module")
def described(client: TestClient) -> dict[str, Any]:
    """Return the OpenAPI description."""
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def operations(described: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def validator(described: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    """Return a validator for a schema that refers to the description's components."""
    resource = Resource(contents=described, specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource("urn:description", resource)
    return Draft202012Validator(_absolute(schema), registry=registry)


def _absolute(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {
            key: f"urn:description{value}" if key == "$ref" else _absolute(value)
            for key, value in schema.items()
        }
    return [_absolute(each) for each in schema] if isinstance(schema, list) else schema


def test_the_description_is_openapi_3_1(described: dict[str, Any]) -> None:
    assert re.fullmatch(r"3\.1\.\d+", described["openapi"])
    assert set(described["info"]) >= {"title", "version", "description", "license"}
    assert set(described) <= {"openapi", "info", "paths", "components", "tags", "servers"}
    names = [operation["operationId"] for _, _, operation in operations(described)]
    assert len(set(names)) == len(names)


def test_every_route_there_is_is_described(described: dict[str, Any]) -> None:
    assert set(described["paths"]) == ROUTES


def test_every_operation_says_what_it_does_and_how_it_can_fail(described: dict[str, Any]) -> None:
    for path, method, operation in operations(described):
        assert operation["summary"], path
        assert operation["description"], path
        assert operation["tags"], path
        assert set(operation["responses"]) & {"200", "303"}, path
        for status, answer in operation["responses"].items():
            assert answer["description"] not in ("", "Successful Response") or status == "200"
            if status >= "400" and path != "/readyz":
                assert set(answer["content"]) == {"application/problem+json"}, (path, status)
        if path.startswith("/api/v1") and method == "get":
            assert set(operation["responses"]) >= {"304", "406", "422", "503", "504", "507"}


def test_every_parameter_is_described_and_typed(described: dict[str, Any]) -> None:
    for path, _, operation in operations(described):
        for parameter in operation.get("parameters", []):
            assert parameter["description"], (path, parameter["name"])
            assert parameter["schema"], (path, parameter["name"])
            needed = parameter["in"] == "path" or (path, parameter["name"]) in NEEDED
            assert parameter["required"] is needed
        placed = {p["name"] for p in operation.get("parameters", []) if p["in"] == "path"}
        assert placed == set(re.findall(r"\{(\w+)\}", path))


def test_every_schema_is_one(described: dict[str, Any]) -> None:
    for schema in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    for reference in _references(described):
        found: Any = described
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]


def _references(document: Any) -> Iterator[str]:
    if isinstance(document, dict):
        for key, value in document.items():
            if key == "$ref":
                yield value
            else:
                yield from _references(value)
    elif isinstance(document, list):
        for each in document:
            yield from _references(each)


def test_every_route_has_an_example_that_is_what_it_promises(described: dict[str, Any]) -> None:
    for path, _, operation in operations(described):
        if path in NOT_JSON:
            continue
        content = operation["responses"]["200"]["content"]["application/json"]
        assert content["example"], path
        validator(described, content["schema"]).validate(content["example"])
    for path in NOT_JSON[1:]:
        answer = described["paths"][path]["get"]["responses"]["200"]["content"]
        assert any(each.get("example") for each in answer.values())


def test_every_answer_is_what_its_schema_promises(
    described: dict[str, Any], client: TestClient
) -> None:
    more = {
        "/api/v1/lookup?text=dam": "/api/v1/lookup",
        "/api/v1/claims/water-let-out/trace": "/api/v1/claims/{claim}/trace",
        "/api/v1/attributions?limit=100": "/api/v1/attributions",
        "/api/v1/sources?limit=100": "/api/v1/sources",
        "/api/v1/speakers?limit=100": "/api/v1/speakers",
        "/api/v1/claims?limit=100": "/api/v1/claims",
        "/api/v1/judgements?limit=100": "/api/v1/judgements",
    }
    asked = {address: _route(address) for address in addresses(client).values()} | more
    for address, path in asked.items():
        content = described["paths"][path]["get"]["responses"]["200"]["content"]
        schema = content["application/json"]["schema"]
        validator(described, schema).validate(client.get(address).json())


def _route(address: str) -> str:
    path = address.partition("?")[0]
    fitting = [route for route in ROUTES if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", route), path)]
    return max(fitting, key=lambda route: -route.count("{"))


def test_every_problem_is_what_its_schema_promises(
    described: dict[str, Any], client: TestClient
) -> None:
    checked = validator(described, {"$ref": "#/components/schemas/Problem"})
    for address in (
        "/api/v1/claims?x=1",
        "/api/v1/claims/nothing",
        "/api/v1/nothing",
        "/sparql?query=SELEKT",
        "/sparql?update=x",
    ):
        checked.validate(client.get(address).json())


def test_every_format_that_is_described_exists(
    described: dict[str, Any], client: TestClient
) -> None:
    for address in addresses(client).values():
        if address.endswith("/run") or "/run?" in address:
            continue
        content = described["paths"][_route(address)]["get"]["responses"]["200"]["content"]
        for media_type in content:
            answer = client.get(address, headers={"accept": media_type})
            assert answer.status_code == 200, (address, media_type)
            assert answer.headers["content-type"].split(";")[0] == media_type
