from __future__ import annotations

import shutil
from pathlib import Path

from fastapi.testclient import TestClient

from kg.settings import Settings
from kg_api.app import create_app


def test_a_server_that_answers_says_so_and_nobody_keeps_it(client: TestClient) -> None:
    alive = client.get("/healthz")
    assert (alive.status_code, alive.json()) == (200, {"status": "ok"})
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert set(ready.json()) == {"ready", "store", "revision", "detail", "jail"}
    assert ready.json()["jail"] == {
        "network": "none",
        "processes": "none",
        "memory_cap": 512 * 2**20,
        "dies_with_parent": True,
    }
    assert ready.json()["ready"] is True
    assert alive.headers["cache-control"] == ready.headers["cache-control"] == "no-store"


def test_a_server_whose_data_went_away_lives_but_is_not_ready(demo: Path, tmp_path: Path) -> None:
    shutil.copytree(demo, tmp_path / "data")
    with TestClient(create_app(Settings(store=str(tmp_path / "data")))) as client:
        (tmp_path / "data" / "current").unlink()
        assert client.get("/healthz").status_code == 200
        ready = client.get("/readyz")
        assert ready.status_code == 503
        assert ready.json()["ready"] is False
        assert "published" in ready.json()["detail"]
        assert client.get("/api/v1/claims").status_code == 502


def test_an_endpoint_nobody_answers_at_is_not_ready() -> None:
    with TestClient(create_app(Settings(store="http://127.0.0.1:9/sparql"))) as client:
        ready = client.get("/readyz")
        assert ready.status_code == 503
        assert (ready.json()["store"], ready.json()["revision"]) == ("remote", None)
        assert ready.json()["jail"] is None
