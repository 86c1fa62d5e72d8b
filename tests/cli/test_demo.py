from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kg.cli import demo
from kg.settings import Settings


@pytest.mark.server
def test_the_examples_are_loaded_meanwhile_and_gone_afterwards() -> None:
    with demo.demonstration(Settings()) as (directory, filled):
        filled()
        assert (Path(directory) / "current").exists()
    assert not Path(directory).exists()


def test_where_the_other_process_fails_this_one_does_its_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with demo.demonstration(Settings()) as (directory, filled):
        filled()
        assert (Path(directory) / "current").exists()


def test_what_is_thrown_away_lies_in_memory_only_where_there_is_room(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(demo, "_MEMORY", tmp_path / "nowhere")
    assert demo._place() is None
    monkeypatch.setattr(demo, "_MEMORY", tmp_path)
    assert demo._place() == tmp_path
    monkeypatch.setattr(demo, "_ENOUGH", 2**70)
    assert demo._place() is None
