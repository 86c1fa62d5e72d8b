from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quick_folders import quick_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def folder() -> Iterator[Path]:
    """Yield an empty folder that is quick to sync."""
    with quick_folder() as path:
        yield path
