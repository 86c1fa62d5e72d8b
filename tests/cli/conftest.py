from __future__ import annotations

import sys
from collections.abc import Coroutine, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
import typer.main

import kg.cli.opening
import kg.collection.opening
from cli_running import Kg, OpenDemo, Ran
from demonstration import demonstration
from kg.cli import main
from kg.cli.app import app
from kg.settings import VARIABLES, Settings
from quick_folders import quick_folder

T = TypeVar("T")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data directory of the demonstration; nobody may write to it."""
    return demonstration(tmp_path_factory)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Yield an empty folder that is quick to sync."""
    with quick_folder() as path:
        yield path


@pytest.fixture(scope="session")
def verbs() -> object:
    """Return the command line as typer puts it together from our verbs, which takes long."""
    return typer.main.get_command(app)


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], verbs: object
) -> Kg:
    """Return what runs `kg` in this process, with no setting of the environment."""
    monkeypatch.setattr(typer.main, "get_command", lambda _: verbs)
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        captured = capsys.readouterr()
        code = left.value.code
        return Ran(code if isinstance(code, int) else 0, captured.out, captured.err)

    return run


@pytest.fixture(scope="session")
def open_demo(demo: Path) -> Iterator[OpenDemo]:
    """Yield the demonstration, open."""
    opened = OpenDemo(Settings(store=str(demo), workers=2))
    yield opened
    opened.close()


@pytest.fixture
def reading(command: Kg, open_demo: OpenDemo, monkeypatch: pytest.MonkeyPatch) -> Kg:
    """Return what runs `kg` on the demonstration without starting workers each time."""

    @asynccontextmanager
    async def opened(_: Settings) -> Any:
        yield open_demo.service

    def in_loop(work: Coroutine[Any, Any, T]) -> T:
        return open_demo.run(work)

    monkeypatch.setenv("KG_STORE", open_demo.settings.store)
    monkeypatch.setattr(kg.collection.opening, "open_service", opened)
    monkeypatch.setattr(kg.cli.opening, "in_loop", in_loop)
    return command
