"""What an answer about the past says of itself."""

from __future__ import annotations

from kg.model.views import View


class LeftOut(View):
    """How many records of then are not shown, because they were taken back since."""

    retracted: int
    erased: int


class AsOf(View):
    """Which moment an answer shows: `asked` is what was asked for, `at` when the revision came.

    With a key that has the scope `past` nothing is left out for having been retracted since.
    """

    asked: str
    revision: int
    at: str
    left_out: LeftOut
