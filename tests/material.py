"""Material that may not be copied into the project: it is sought beside the checkout."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]


def shared_material(variable: str, name: str) -> Path:
    """Return the folder of some shared material, or skip, saying where it was sought.

    Args:
        variable: the environment variable that may point to it.
        name: its folder's name under `../shared`.
    """
    place = Path(os.environ.get(variable) or CHECKOUT.parent / "shared" / name)
    if not place.is_dir():
        pytest.skip(f"{name} not found at {place}; set {variable}")
    return place.resolve()
