"""Dates as exactly as a source allows: EDTF levels 0, 1 and 2, with honest bounds.

EDTF is the Extended Date/Time Format of ISO 8601-2:2019 and the Library of Congress.

>>> Edtf.parse("XXXX-03-25").month_day  # "on March 25", no year given
'--03-25'
>>> Edtf.parse("XXXX-03-25").earliest is None
True
>>> before = Edtf.parse("[..2026-01-13]")  # "on Tuesday", page printed a day later
>>> before.earliest, before.start.name, str(before.latest)
(None, 'OPEN', '2026-01-13')
>>> before.may_be_within(Day(2025, 1, 1), Day(2025, 12, 31))
True
>>> before.is_within(Day(2025, 1, 1), Day(2025, 12, 31))
False
>>> Edtf.parse("25 March")  # doctest: +ELLIPSIS
Traceback (most recent call last):
...
kg.model.edtf.errors.EdtfError: '25 March' is not an EDTF date: ...; write XXXX-03-25

What was decided where the standard leaves room:

* **Bounds are days**, the earliest and the latest that fit: 2022-03-2X is 20 to 29 March. A
  value no day fits (2022-02-3X) is an error. A year of which no digit is given gives no bound.
* **Why a bound is missing** stays known: `Limit.OPEN` for "..", `Limit.UNKNOWN` for an empty
  end of an interval and for a year XXXX, `Limit.BEYOND` outside the years 1 to 9999.
* **Qualifiers** (? ~ %) set `uncertain` and `approximate`; they never widen bounds.
* **Seasons** (21 to 32) have the bounds of their year: the standard calls them parts of that
  year, and when one begins depends on hemisphere and custom. A winter that runs over New Year
  is an interval, 2021-12/2022-02. Quarters, quadrimesters and semestrals (33 to 41) are exact.
* **Times** keep their text; the bound is the civil day as written, in whatever zone.
* **Intervals and sets** are bounded by their outermost members.
"""

from __future__ import annotations

from kg.model.edtf.bounds import Day, Limit, certain, possible, recurs_within
from kg.model.edtf.errors import EdtfError
from kg.model.edtf.grammar import LONGEST, Kind
from kg.model.edtf.value import Edtf
from kg.model.edtf.words import in_words

__all__ = [
    "LONGEST",
    "Day",
    "Edtf",
    "EdtfError",
    "Kind",
    "Limit",
    "certain",
    "in_words",
    "possible",
    "recurs_within",
]
