"""Two lanes, so that questions anybody may write never hold up the ones we wrote."""

from __future__ import annotations

from enum import StrEnum


class Lane(StrEnum):
    """Who wrote the question; at least one worker is kept for `CATALOGUE`."""

    CATALOGUE = "catalogue"
    ADHOC = "adhoc"
