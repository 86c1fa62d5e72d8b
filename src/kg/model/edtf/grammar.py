"""A whole EDTF expression: a date, an interval, or a set.

There is no recursion: dates stand in intervals and sets, and nothing else stands in anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final, TypeAlias

from kg.model.edtf.bounds import Limit
from kg.model.edtf.reader import Reader
from kg.model.edtf.single import Single, read_single

LONGEST: Final = 200
"""How many characters a date may have; the longest example of the standard has 34."""

_DOTS: Final = re.compile(r"\.\.")
_SLASH: Final = re.compile(r"/")
_COMMA: Final = re.compile(r",")
_BRACKET: Final = re.compile(r"[\[{]")
_CLOSING: Final = {"[": re.compile(r"\]"), "{": re.compile(r"\}")}


class Kind(StrEnum):
    """What an expression says of its dates."""

    DATE = "date"
    INTERVAL = "interval"
    ONE_OF = "one-of"
    ALL_OF = "all-of"


End: TypeAlias = Single | Limit
"""One end of a stretch: a date, or why there is none (`Limit.OPEN`, `Limit.UNKNOWN`)."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one end to the other; for a date standing alone both ends are that date."""

    first: End
    last: End

    @property
    def ends(self) -> tuple[End, ...]:
        """Both ends, or the one date that is both."""
        return (self.first,) if self.first is self.last else (self.first, self.last)


@lru_cache(maxsize=2_000)
def read(text: str) -> tuple[Kind, tuple[Stretch, ...]]:
    """Read a whole expression, or raise EdtfError (without a hint)."""
    reader = Reader(text)
    if not text:
        raise reader.fault("nothing is written")
    if len(text) > LONGEST:
        raise reader.fault(f"it is longer than {LONGEST} characters", LONGEST)
    bracket = reader.take(_BRACKET)
    kind, stretches = _set(reader, bracket) if bracket else _date_or_interval(reader)
    if not reader.done:
        raise reader.fault(f"{text[reader.at]!r} is not expected here")
    return kind, stretches


def _date_or_interval(reader: Reader) -> tuple[Kind, tuple[Stretch, ...]]:
    """Read a date, or an interval: date/date, ../date, /date, date/.., date/ ."""
    first = _start(reader)
    if not reader.take(_SLASH):
        if isinstance(first, Limit):
            raise reader.fault("'/' and a date are expected after '..'")
        return Kind.DATE, (Stretch(first, first),)
    last = _end(reader)
    if isinstance(first, Limit) and isinstance(last, Limit):
        raise reader.fault("an interval has a date at one end at least", 0)
    return Kind.INTERVAL, (_stretch(reader, first, last, 0),)


def _start(reader: Reader) -> End:
    """Read what stands before the slash of an interval; an empty start is unknown."""
    if reader.text.startswith("/"):
        return Limit.UNKNOWN
    return Limit.OPEN if reader.take(_DOTS) else read_single(reader)


def _end(reader: Reader) -> End:
    """Read what stands after the slash of an interval; an empty end is unknown."""
    if reader.done:
        return Limit.UNKNOWN
    return Limit.OPEN if reader.take(_DOTS) else read_single(reader)


def _set(reader: Reader, bracket: str) -> tuple[Kind, tuple[Stretch, ...]]:
    """Read the members of a set, separated by commas, and its closing bracket."""
    stretches = [_member(reader, bracket)]
    while reader.take(_COMMA):
        if stretches[-1].last is Limit.OPEN:
            raise reader.fault("only the last member of a set may end with '..'")
        stretches.append(_member(reader, bracket))
    reader.expect(_CLOSING[bracket], "a comma or the closing bracket is expected here")
    return Kind.ONE_OF if bracket == "[" else Kind.ALL_OF, tuple(stretches)


def _member(reader: Reader, bracket: str) -> Stretch:
    """Read one member of a set: date, date..date, ..date (first only), date.. (last only)."""
    begin = reader.at
    if reader.take(_DOTS):
        if begin != len(bracket):
            raise reader.fault("only the first member of a set may begin with '..'", begin)
        return _stretch(reader, Limit.OPEN, read_single(reader), begin)
    first = read_single(reader)
    if not reader.take(_DOTS):
        return _stretch(reader, first, first, begin)
    ends_here = reader.text[reader.at : reader.at + 1] in (",", "]", "}")
    return _stretch(reader, first, Limit.OPEN if ends_here else read_single(reader), begin)


def _stretch(reader: Reader, first: End, last: End, begin: int) -> Stretch:
    """Return the stretch, unless it has a time of day or ends before it starts."""
    for end in (first, last):
        if isinstance(end, Single) and end.time:
            raise reader.fault("a time of day stands only with a date on its own", begin)
    if isinstance(first, Single) and isinstance(last, Single):
        start, end_ = first.start.ymd, last.end.ymd
        if start and end_ and end_ < start:
            raise reader.fault(
                "it ends before it starts", begin, "write the earlier date first: 1964/2008"
            )
    return Stretch(first, last)
