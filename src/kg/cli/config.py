"""`kg config`: every setting with its value and where it comes from."""

from __future__ import annotations

import os

from kg.cli.options import StoreOption, settings
from kg.cli.output import Format, FormatOption, print_rows
from kg.settings import VARIABLES


def config(store: StoreOption = None, form: FormatOption = Format.TABLE) -> None:
    """Print every setting, its value, and the variable that sets it."""
    chosen = settings(store)
    rows = [
        {
            "setting": name,
            "value": _shown(getattr(chosen, name)),
            "variable": variable,
            "set": "yes" if os.environ.get(variable) else "",
        }
        for variable, (name, _) in VARIABLES.items()
    ]
    print_rows(["setting", "value", "variable", "set"], rows, form)


def _shown(value: object) -> str:
    """Return a value as its variable would give it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
