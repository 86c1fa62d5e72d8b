from __future__ import annotations

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from kg_api import problems
from kg_api.bodies import LimitedBodies


@pytest.fixture
def narrow() -> TestClient:
    """Return a client of an application that takes ten bytes."""
    app = FastAPI()
    problems.install(app, lambda _, document: document)
    app.add_middleware(LimitedBodies, limit=10)

    @app.post("/")
    async def count(request: Request) -> int:
        return len(await request.body())

    @app.get("/fault")
    async def fault() -> None:
        raise RuntimeError("not foreseen")

    return TestClient(app, raise_server_exceptions=False)


def test_a_body_up_to_the_limit_is_read(narrow: TestClient) -> None:
    assert narrow.post("/", content=b"x" * 10).json() == 10


def test_a_longer_one_is_refused_even_when_it_does_not_tell_its_length(
    narrow: TestClient,
) -> None:
    for content in (b"x" * 11, iter([b"xxxxxx"] * 2)):
        answer = narrow.post("/", content=content)
        assert answer.status_code == 413
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_fault_of_ours_is_a_problem_without_its_insides(narrow: TestClient) -> None:
    answer = narrow.get("/fault")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "not foreseen" not in answer.text
