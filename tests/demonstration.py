"""The example records as a collection, filled once for a whole run of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.collection.demonstrating import fill_with_fixtures
from kg.settings import Settings
from kg_api.recording import RECORDED_AT


def demonstration(factory: pytest.TempPathFactory) -> Path:
    """Return the data directory of the demonstration; nobody may write to it."""
    folder = factory.getbasetemp() / "demonstration"
    if not folder.exists():
        fill_with_fixtures(folder, Settings(store=str(folder)), lambda: RECORDED_AT)
    return folder
