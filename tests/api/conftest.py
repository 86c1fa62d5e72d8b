from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from demonstration import demonstration
from handing_in import Writable, bearer
from kg.access import Scope
from kg.settings import Settings
from kg_api.app import create_app
from quick_folders import quick_folder


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data directory of the demonstration; nobody may write to it."""
    return demonstration(tmp_path_factory)


@pytest.fixture(scope="session")
def client(demo: Path) -> Iterator[TestClient]:
    """Yield a client of the demonstration; an unforeseen error is raised into the test."""
    with TestClient(create_app(Settings(store=str(demo), workers=2))) as asking:
        yield asking


@pytest.fixture(scope="session")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writable]:
    """Yield a server's worth of writing; each test writes records of its own."""
    directory = tmp_path_factory.mktemp("writable") / "data"
    keys = {
        actor: bearer(directory, actor, *scopes)
        for actor, scopes in {
            "jane": (Scope.DRAFT,),
            "joe": (Scope.REVIEW, Scope.RETRACT),
            "jude": (Scope.JUDGE,),
            "june": (Scope.JUDGE,),
            "ann": (Scope.ADMIN,),
        }.items()
    }
    settings = Settings(store=str(directory), workers=2, writable=True)
    with TestClient(create_app(settings)) as asking:
        yield Writable(asking, directory, keys)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Yield an empty folder that is quick to sync."""
    with quick_folder() as path:
        yield path
