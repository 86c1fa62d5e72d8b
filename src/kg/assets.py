"""Where `ontology/`, `queries/` and `fixtures/` are: the only place that knows.

In a checkout they are top-level folders, in a wheel they lie inside the package.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Literal

Kind = Literal["ontology", "queries", "fixtures"]


def directory(kind: Kind) -> Path:
    """Return the folder of one kind of asset.

    The checkout wins over the shipped copy, so that an edited `.rq` is seen at once in an
    editable installation (hatchling copies the forced files there too).
    """
    here = Path(str(files("kg")))
    checkout = here.parents[1] / kind
    if (here.parents[1] / "pyproject.toml").is_file() and checkout.is_dir():
        return checkout
    return here / "_assets" / kind
