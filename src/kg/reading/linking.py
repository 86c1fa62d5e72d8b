"""Links from an answer to the catalogue query that gives the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias
from urllib.parse import urlencode

RUN: Final = "/api/v1/queries/{name}/run"

Values: TypeAlias = Mapping[str, str | Sequence[str]]


def link(name: str, values: Values) -> str:
    """Return the path and query that run a catalogue query with these values."""
    filled = urlencode(list(values.items()), doseq=True)
    path = RUN.format(name=name)
    return f"{path}?{filled}" if filled else path
