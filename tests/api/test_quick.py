"""A route to one thing answers the same whether or not FastAPI looked at the request."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.testclient import TestClient

from api_asking import CLAIM, problem
from kg_api.pages import workbench
from kg_api.parameters import DECLARED_ONLY, ClaimId
from kg_api.past import ReadingDep
from kg_api.quick import QuickRoute
from kg_api.routes import claims, sparql

ADDRESS = f"/api/v1/claims/{CLAIM}"


def test_an_answer_without_parameters_is_the_one_with_those_that_change_nothing(
    client: TestClient,
) -> None:
    revision = client.get(ADDRESS).json()["revision"]
    now = client.get(f"{ADDRESS}?asOf={revision}").json()
    quick = client.get(ADDRESS).json()
    assert {name: quick[name] for name in ("id", "iri", "counts")} == {
        name: now[name] for name in ("id", "iri", "counts")
    }


@pytest.mark.parametrize("rest", ["", "/trace", "/contradictions"])
def test_an_id_that_is_too_long_is_refused_as_ever(client: TestClient, rest: str) -> None:
    found = problem(client.get(f"/api/v1/claims/{'x' * 501}{rest}"), 422, "bad-parameter")
    assert found["parameter"] == "claim"


def test_a_parameter_nobody_knows_is_refused_as_ever(client: TestClient) -> None:
    assert problem(client.get(f"{ADDRESS}?speker=x"), 422, "bad-parameter")["where"] == "speker"


def test_only_handlers_that_ask_for_the_thing_alone_are_quick() -> None:
    asked: list[Any] = []
    router = APIRouter(route_class=QuickRoute, dependencies=DECLARED_ONLY)

    @router.get("/plain/{claim}")
    async def plain(request: Request, service: ReadingDep, claim: ClaimId) -> Response:
        del request
        asked.append((service, claim))
        return Response()

    @router.get("/more/{claim}")
    async def more(
        request: Request, service: ReadingDep, claim: ClaimId, page: int = 7
    ) -> Response:
        del request
        asked.append((service, claim, page))
        return Response()

    app = FastAPI()
    app.include_router(router)
    app.state.service = "the service"
    with TestClient(app) as client:
        client.get("/plain/a")
        client.get("/more/b")
    assert asked == [("the service", "a"), ("the service", "b", 7)]


@pytest.mark.anyio
async def test_a_handler_that_reads_the_request_by_itself_gets_whatever_was_asked() -> None:
    router = APIRouter(route_class=QuickRoute)

    @router.get("/itself")
    @router.get("/guarded", dependencies=DECLARED_ONLY)
    async def itself(request: Request) -> Response:
        return Response(request.scope["query_string"])

    guarded, alone = router.routes
    assert isinstance(guarded, QuickRoute)
    assert isinstance(alone, QuickRoute)
    for query in (b"", b"a=1&a=2", b"b=%ff"):
        asked = Request({"type": "http", "query_string": query, "path_params": {}, "headers": []})
        answer = await alone.quick(asked)
        assert answer is not None
        assert answer.body == query
        assert (await guarded.quick(asked) is None) == (query != b"")


def test_the_sparql_endpoint_is_asked_without_fastapi_by_address_and_by_body() -> None:
    for module in (sparql, workbench):
        for route in module.router.routes:
            assert isinstance(route, QuickRoute)
            assert route.reads_itself or route.plan


def test_claims_are_answered_by_quick_routes() -> None:
    by_path = {route.path: route for route in claims.router.routes}  # type: ignore[attr-defined]
    assert isinstance(by_path["/claims/{claim}"], QuickRoute)
