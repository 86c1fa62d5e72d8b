"""A year in each form EDTF has: 1985, -0043, 201X, 1950S2, Y170000002, Y-17E7."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

from kg.model.edtf.days import UNSPECIFIED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model.edtf.reader import Reader

ENTIRELY_UNSPECIFIED: Final = "XXXX"
USUAL_LENGTH: Final = 4
LARGEST_EXPONENT: Final = 99  # the universe is younger than Y14E9; larger powers only cost time

_LETTER: Final = re.compile(r"Y")
_MINUS: Final = re.compile(r"-")
_NUMBER: Final = re.compile(r"[0-9]+")
_FOUR: Final = re.compile(r"[0-9X]{4}")
_EXPONENT: Final = re.compile(r"E[0-9]+")
_SIGNIFICANT: Final = re.compile(r"S[0-9]+")


@dataclass(frozen=True, slots=True)
class Year:
    """The years one expression can mean.

    Attributes:
        text: as written.
        years: every year it can mean, ascending, never empty; year 0 is 1 BC.
        level: the EDTF level of this form of year.
        alone: whether no month may follow (letter-prefixed years and significant digits).
    """

    text: str
    years: Sequence[int]
    level: int
    alone: bool = False

    @property
    def known(self) -> bool:
        """Whether at least one digit, or the sign, is given."""
        return self.text != ENTIRELY_UNSPECIFIED


def read_year(reader: Reader) -> Year:
    """Read the year that stands at the cursor, or raise EdtfError."""
    begin = reader.at
    if reader.take(_LETTER):
        return _long_year(reader, begin)
    sign = reader.take(_MINUS)
    pattern = reader.expect(_FOUR, "a year of four digits is expected here")
    if sign and pattern == "0000":
        raise reader.fault("year 0 has no sign", begin, "write 0000 (1 BC) or -0001 (2 BC)")
    if UNSPECIFIED not in pattern:
        return _of_digits(reader, sign, pattern, sign + pattern, 1 if sign else 0)
    return Year(sign + pattern, _signed(_fitting(pattern), sign), 1)


def _long_year(reader: Reader, begin: int) -> Year:
    """Read what follows the letter Y (LoC EDTF, level 1; with an exponent, level 2)."""
    sign = reader.take(_MINUS)
    number = reader.expect(_NUMBER, "a number is expected after Y")
    if number.startswith("0"):
        raise reader.fault("a year after Y does not begin with 0", begin)
    exponent = reader.take(_EXPONENT)
    if exponent and int(exponent[1:]) > LARGEST_EXPONENT:
        raise reader.fault(f"an exponent above {LARGEST_EXPONENT} is not supported", begin)
    if not exponent and len(number) <= USUAL_LENGTH:
        raise reader.fault("Y is for years of more than four digits", begin)
    digits = number + "0" * int(exponent[1:] or 0)
    year = _of_digits(reader, sign, digits, f"Y{sign}{number}{exponent}", 2 if exponent else 1)
    return Year(year.text, year.years, year.level, alone=True)


def _of_digits(reader: Reader, sign: str, digits: str, text: str, level: int) -> Year:
    """Return the year these digits write, after reading how many of them are significant."""
    begin = reader.at
    mark = reader.take(_SIGNIFICANT)
    if not mark:
        return Year(text, _signed(range(int(digits), int(digits) + 1), sign), level)
    count = int(mark[1:])
    if not 1 <= count <= len(digits):
        raise reader.fault(f"1 to {len(digits)} digits can be significant here", begin)
    # Leading digits count as written, zeros too: 0950S2 is 0900 to 0999, the wider reading.
    unit = 10 ** (len(digits) - count)
    lowest = int(digits) // unit * unit
    return Year(text + mark, _signed(range(lowest, lowest + unit), sign), 2, alone=True)


def _fitting(pattern: str) -> Sequence[int]:
    """Return the years from 0 that fit a pattern such as 20XX or 1X32, ascending."""
    given = pattern.rstrip(UNSPECIFIED)
    if UNSPECIFIED not in given:
        unit = 10 ** (len(pattern) - len(given))
        lowest = int(given or 0) * unit
        return range(lowest, lowest + unit)
    choices = (string.digits if digit == UNSPECIFIED else digit for digit in pattern)
    return tuple(int("".join(chosen)) for chosen in product(*choices))


def _signed(years: Sequence[int], sign: str) -> Sequence[int]:
    """Return the years, or their negatives, ascending; there is no year -0."""
    if not sign:
        return years
    if isinstance(years, range):
        return range(1 - years.stop, 1 - max(years.start, 1))
    return tuple(-year for year in reversed(years) if year)
