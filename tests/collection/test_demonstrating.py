from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.collection.demonstrating import fill_with_fixtures
from kg.errors import UsageError
from kg.keeping.layout import Layout
from kg.ledger import read
from kg.settings import Settings
from kg.writing.writer import Writer
from small_records import small

if TYPE_CHECKING:
    from pathlib import Path


def events(folder: Path) -> list[str]:
    return [event.entry.actor for event in read(Layout(folder).ledger)]


def test_the_examples_are_loaded_once_and_stay_as_they_are(folder: Path) -> None:
    settings = Settings()
    fill_with_fixtures(folder, settings)
    loaded = events(folder)
    assert set(loaded) == {"demonstration"}
    with Writer.open(folder, base=settings.base, actor="somebody") as writer:
        writer.load(small("hill", known=writer.known))
        writer.publish()
    fill_with_fixtures(folder, settings)
    assert events(folder) == [*loaded, "somebody"]


def test_invented_examples_are_never_mixed_into_somebodys_records(folder: Path) -> None:
    settings = Settings()
    with Writer.open(folder, base=settings.base, actor="somebody") as writer:
        writer.load(small("hill"))
        writer.publish()
    with pytest.raises(UsageError, match="no demonstration"):
        fill_with_fixtures(folder, settings)
    assert events(folder) == ["somebody"]
