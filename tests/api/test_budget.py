"""Whoever computes too much waits, as long as it takes to earn the next second, and nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from kg.errors import TooManyRequestsError
from kg.settings import Settings
from kg_api.app import create_app
from kg_api.budget import Budget, client_of


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def wait_of(budget: Budget, client: str) -> int:
    try:
        budget.check(client)
    except TooManyRequestsError as error:
        return error.seconds
    return 0


def test_a_budget_is_spent_by_computing_and_filled_by_time() -> None:
    clock = Clock()
    budget = Budget(30, clock)
    budget.charge("a", 29.5)
    assert wait_of(budget, "a") == 0
    budget.charge("a", 5.5)  # five seconds over, and half a second is earned per second
    assert wait_of(budget, "a") == 11
    assert wait_of(budget, "b") == 0
    clock.now = 9.9
    assert wait_of(budget, "a") == 1
    clock.now = 10.1
    assert wait_of(budget, "a") == 0


def test_a_client_never_has_more_than_one_budget() -> None:
    clock = Clock()
    budget = Budget(30, clock)
    budget.charge("a", 1)
    clock.now = 3600
    budget.charge("a", 30)
    assert wait_of(budget, "a") == 1


def test_without_a_budget_nothing_is_counted() -> None:
    budget = Budget(0)
    budget.charge("a", 1e9)
    assert wait_of(budget, "a") == 0


def test_those_who_owe_most_are_remembered_longest() -> None:
    budget = Budget(1, Clock())
    budget.charge("greedy", 100)
    for number in range(10_001):
        budget.charge(str(number), 0.1)
    assert len(budget._spent) <= 10_000
    assert wait_of(budget, "greedy") > 0


@pytest.mark.parametrize(
    ("host", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
        (None, ""),
    ],
)
def test_a_client_is_an_address_or_the_network_it_owns(host: str | None, client: str) -> None:
    assert client_of(host) == client


@pytest.mark.slow
def test_a_server_tells_when_to_come_back(demo: Path) -> None:
    settings = Settings(store=str(demo), client_cpu=1e-4)
    with TestClient(create_app(settings)) as client:
        assert client.get("/sparql?query=ASK {?s ?p ?o}").status_code == 200
        for address in ("/sparql?query=ASK {}", "/api/v1/queries/claims/list/run"):
            told = client.get(address)
            assert (told.status_code, told.json()["type"]) == (429, "/problems/too-many-requests")
            assert int(told.headers["retry-after"]) >= 1
        assert client.post("/sparql", data={"query": "ASK {}"}).status_code == 429
        assert client.get("/healthz").status_code == 200
        assert client.get("/api/v1/claims").status_code == 200
