"""A date as a source gives it: its wording, what it can mean, and what was assumed.

>>> march = UncertainDate("on March 25", Edtf.parse("XXXX-03-25"))
>>> march.label()
'25 March, year unknown'
>>> march.earliest is None, march.month_day
(True, '--03-25')
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from kg.model.edtf import Edtf, in_words

if TYPE_CHECKING:
    from kg.model.edtf import Day


class DateJson(TypedDict):
    """The shape of a date in every JSON answer; days are ISO 8601, null where not known."""

    verbatim: str | None
    edtf: str
    earliest: str | None
    latest: str | None
    assumed: list[str]


@dataclass(frozen=True, slots=True)
class UncertainDate:
    """A date as far as a source determines it; nothing in it is invented.

    Attributes:
        verbatim: the wording of the source, untouched; None where the date is not worded there.
        edtf: what the wording can mean.
        assumed: every assumption made on the way from the one to the other.
    """

    verbatim: str | None
    edtf: Edtf
    assumed: tuple[str, ...] = ()

    @property
    def earliest(self) -> Day | None:
        """The earliest day it can mean; None where that is open or unknown."""
        return self.edtf.earliest

    @property
    def latest(self) -> Day | None:
        """The latest day it can mean; None where that is open or unknown."""
        return self.edtf.latest

    @property
    def month_day(self) -> str | None:
        """The xsd:gMonthDay where day and month are given but no year is."""
        return self.edtf.month_day

    def label(self) -> str:
        """Return the date in English words, such as "on or before 13 January 2026"."""
        return in_words(self.edtf)

    def as_json(self) -> DateJson:
        """Return the date as it stands in every JSON answer."""
        return {
            "verbatim": self.verbatim,
            "edtf": self.edtf.text,
            "earliest": self.earliest.isoformat() if self.earliest else None,
            "latest": self.latest.isoformat() if self.latest else None,
            "assumed": list(self.assumed),
        }
