"""Plain requests are read as FastAPI reads them; every other is left to FastAPI."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from fastapi import Depends, Query, Request

from kg.search.filters import Page
from kg_api.parameters import ClaimId, Several
from kg_api.past import ReadingDep
from kg_api.plans import Plan
from kg_api.routes.attributions import attributions
from kg_api.routes.listing import PageDep


async def handler(
    request: Request,
    service: ReadingDep,
    claim: ClaimId,
    page: PageDep,
    act: Annotated[Several | None, Query()] = None,
    graph: Annotated[str | None, Query(alias="graph-uri", max_length=3)] = None,
) -> None:
    del request, service, claim, page, act, graph


async def needing(name: Annotated[str, Query()]) -> None:
    del name


async def strange(request: Request, body: dict[str, str]) -> None:
    del request, body


class App:
    class state:  # noqa: N801  (as Starlette has it)
        service = "the service"


def asked(query: str, claim: str = "hill") -> Request:
    scope: dict[str, Any] = {
        "type": "http", "path_params": {"claim": claim}, "query_string": query.encode(),
        "app": App, "headers": [],
    }  # fmt: skip
    return Request(scope)


def planned() -> Plan:
    plan = Plan.of(handler, ["claim"])
    assert plan is not None
    return plan


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("query", "page", "act", "graph"),
    [
        ("", Page(limit=20, cursor=None), None, None),
        ("limit=3&act=urge", Page(limit=3, cursor=None), ["urge"], None),
        ("act=urge&act=ask&cursor=%C3%A9", Page(limit=20, cursor="é"), ["urge", "ask"], None),
        ("graph-uri=a+b&limit=100", Page(limit=100, cursor=None), None, "a b"),
        ("cursor=", Page(limit=20, cursor=""), None, None),
    ],
)
async def test_a_plain_request_fills_what_the_handler_asks_for(
    query: str, page: Page, act: list[str] | None, graph: str | None
) -> None:
    request = asked(query)
    assert await planned().fill(request) == {
        "request": request, "service": "the service", "claim": "hill", "page": page, "act": act,
        "graph": graph,
    }  # fmt: skip


@pytest.mark.anyio
@pytest.mark.parametrize(
    "query",
    [
        "limit=0", "limit=101", "limit=x", "limit=3&limit=3", "speker=x", "asOf=1", "graph=x",
        "graph-uri=abcd", "cursor=%ff", "act=" + "x" * 501, "&".join(["act=a"] * 1001),
    ],
)  # fmt: skip
async def test_what_is_not_plain_is_left_to_fastapi(query: str) -> None:
    assert await planned().fill(asked(query)) is None


@pytest.mark.anyio
async def test_an_id_that_is_too_long_is_left_to_fastapi() -> None:
    assert await planned().fill(asked("", claim="x" * 501)) is None


@pytest.mark.anyio
async def test_a_parameter_that_must_be_given_is_missed() -> None:
    plan = Plan.of(needing, ())
    assert plan is not None
    assert await plan.fill(asked("")) is None
    assert await plan.fill(asked("name=a")) == {"name": "a"}


def test_a_handler_that_asks_for_something_else_has_no_plan() -> None:
    async def nested(given: Annotated[None, Depends(strange)]) -> None:
        del given

    assert Plan.of(strange, ()) is None
    assert Plan.of(nested, ()) is None


def test_the_list_of_attributions_has_a_plan_with_all_its_filters() -> None:
    plan = Plan.of(attributions, ())
    assert plan is not None
    assert {"speaker", "said_from", "date_mode", "limit", "cursor", "q"} <= plan.known
