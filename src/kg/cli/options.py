"""Options that several verbs share, and how they become `Settings`."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Annotated

import typer

from kg.settings import Settings

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--data", "--store", "-d", metavar="DIR|URL",
        help="Data directory, or SPARQL endpoint. Default: $KG_STORE or ./kg-data.",
    ),
]  # fmt: skip

TimeLimitOption = Annotated[
    float | None,
    typer.Option(
        "--time-limit", metavar="SECONDS", min=0.001, help="Stop a query after this long."
    ),
]


AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="MOMENT",
        help="Answer as of then: a revision number, a day (its end, UTC) or an instant.",
    ),
]  # fmt: skip


def settings(store: str | None = None, time_limit: float | None = None) -> Settings:
    """Read the environment, then let the command line have the last word."""
    chosen = Settings.from_env(os.environ)
    if store is not None:
        chosen = replace(chosen, store=store)
    if time_limit is not None:
        chosen = replace(chosen, time_limit=time_limit)
    return chosen
