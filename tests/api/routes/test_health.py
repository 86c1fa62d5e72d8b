from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

import kg
from kg.collection.condition import Condition
from kg.settings import Settings
from kg_api.app import create_app


def test_a_server_that_answers_says_so_and_nobody_keeps_it(client: TestClient) -> None:
    for path in ("/healthz", "/livez"):
        alive = client.get(path)
        assert (alive.status_code, alive.json()) == (200, {"status": "ok"})
        assert alive.headers["cache-control"] == "no-store"
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json()["jail"] == {
        "network": "none",
        "processes": "none",
        "memory_cap": 512 * 2**20,
        "dies_with_parent": True,
    }
    assert ready.json()["ready"] is True
    assert ready.headers["cache-control"] == "no-store"


def test_a_ready_server_tells_age_workers_and_room(client: TestClient, demo: Path) -> None:
    told = client.get("/readyz").json()
    files = (demo / "generations" / "14").rglob("*")
    assert told["age"] > 0
    assert (told["workers"]["all"], told["workers"]["waiting"]) == (2, 0)
    assert told["disk"]["store"] == sum(path.stat().st_size for path in files if path.is_file())
    assert told["disk"]["free"] > 0
    assert told["writer"] is None


def test_the_version_names_what_was_signed(client: TestClient) -> None:
    told = client.get("/version").json()
    note = client.get("/ledger/checkpoint").text.split("\n")
    assert (told["program"], told["revision"]) == (kg.__version__, 14)
    assert str(told["ledger"]["events"]) == note[1]
    assert len(bytes.fromhex(told["ledger"]["root"])) == 32
    assert len(bytes.fromhex(told["ontology"])) == 32


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, []),
        ({"idle": 0, "waiting": 3}, ["no worker is idle; 3 jobs wait"]),
        ({"disk_free": 199}, ["199 bytes are free"]),
        ({"disk_free": 200}, []),
        ({"network_shared": True}, ["workers cannot be kept from the network"]),
    ],
)
def test_a_warning_says_what_to_look_at(more: dict[str, Any], words: list[str]) -> None:
    fine: dict[str, Any] = {"workers": 2, "idle": 1, "disk_free": 10**9, "store_size": 100}
    warnings = list(Condition(**(fine | more)).warnings())
    assert len(warnings) == len(words)
    for warning, beginning in zip(warnings, words, strict=True):
        assert warning.startswith(beginning)


def test_a_disk_nearly_full_is_told_by_a_server_that_is_ready(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        free = 1

    monkeypatch.setattr("kg.collection.condition.shutil.disk_usage", lambda _: Full)
    told = client.get("/readyz").json()
    assert told["ready"] is True
    assert told["disk"]["free"] == 1
    assert "1 bytes are free on the disk" in " ".join(told["warnings"])


def test_a_server_that_is_stopping_is_not_ready(demo: Path) -> None:
    app = create_app(Settings(store=str(demo), workers=2))
    with TestClient(app) as client:
        assert client.get("/readyz").status_code == 200
        app.state.leaving = True
        assert client.get("/readyz").status_code == 503
        assert client.get("/readyz").json()["detail"] == "the server is stopping"
        assert client.get("/livez").status_code == 200


@pytest.mark.slow
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
        assert [ready.json()[name] for name in ("jail", "workers", "disk", "age")] == [None] * 4
        version = client.get("/version").json()
        assert [version[name] for name in ("ontology", "revision", "ledger")] == [None] * 3


@pytest.mark.slow
def test_a_server_that_writes_tells_how_its_writer_is(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(demo, tmp_path / "data")
    settings = Settings(store=str(tmp_path / "data"), workers=2, writable=True)
    with TestClient(create_app(settings)) as client:
        told = client.get("/readyz").json()
        assert (told["writer"], told["warnings"]) == ("ready", [])
        monkeypatch.setattr("kg.writing.submissions.Submissions.alive", False)
        told = client.get("/readyz").json()
        assert (told["ready"], told["writer"]) == (True, "gone")
        assert told["warnings"] == ["the writer process is gone: writes are refused"]
