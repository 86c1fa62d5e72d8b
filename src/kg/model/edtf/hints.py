"""What to write instead of a text that is not EDTF; every proposal is itself valid EDTF.

>>> hint_for("25 March")
'write XXXX-03-25'
>>> hint_for("2021-3-5")
'write 2021-03-05'

A year is never added, and a day and a month are never told apart by guessing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.model.edtf.errors import EdtfError
from kg.model.edtf.grammar import LONGEST, read

if TYPE_CHECKING:
    from collections.abc import Callable

GENERAL: Final = "write year-month-day, such as 2021-03-05, or XXXX-03-25 where no year is given"
GENERAL_FOR_INTERVALS: Final = "write an interval as 2004-06/2006-08, ../2006 or 2004/"
GENERAL_FOR_SETS: Final = "write a set as [1667,1670..1672], [..1760-12-03] or {1960,1961-12}"

_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_MONTH: Final = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY: Final = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>[0-9]{4})"
_WRITTEN_OUT: Final = (
    re.compile(rf"(?:on |in )?(?:the )?{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?", re.IGNORECASE),
    re.compile(rf"(?:on |in )?{_MONTH} {_DAY}(?:,? {_YEAR})?", re.IGNORECASE),
    re.compile(rf"(?:on |in )?{_MONTH}(?:,? {_YEAR})?", re.IGNORECASE),
)
_NUMERIC: Final = (
    re.compile(rf"{_YEAR}([-/.])(?P<month>[0-9]{{1,2}})\2(?P<day>[0-9]{{1,2}})"),
    re.compile(rf"{_YEAR}[-/.](?P<month>[0-9]{{1,2}})"),
    re.compile(rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})"),
    re.compile(r"--(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"),
)
_OTHER: Final = (
    (re.compile(r"(?:the )?([0-9]{3})0'?s"), r"\1X"),
    (re.compile(r"(?:circa|about|around|ca?\.?) ?([0-9]{4})", re.IGNORECASE), r"\1~"),
    (re.compile(r"(-?)([1-9][0-9]{4,})"), r"Y\1\2"),
    (re.compile(r"Y(-?[0-9]{4})"), r"\1"),
)
# The draft of 2012 wrote u, ?~, open and unknown; keyboards and word processors add the rest.
_SPELLINGS: Final = (
    (re.compile(r"\s+"), ""),
    (re.compile("[\N{EN DASH}\N{MINUS SIGN}\N{NON-BREAKING HYPHEN}]"), "-"),
    (re.compile(r"(?<=[0-9Xx-])[ux]|(?<=u)u|^[ux](?=[0-9uxX])"), "X"),
    (re.compile(r"\?~|~\?"), "%"),
    (re.compile(r"open"), ".."),
    (re.compile(r"unknown"), ""),
)


def hint_for(text: str) -> str:
    """Return advice on `text`: the EDTF it most likely stands for, else the general form."""
    if len(text) > LONGEST:
        return f"write one date in at most {LONGEST} characters"
    for propose in _PROPOSALS:
        proposal = propose(text.strip())
        if proposal and proposal != text and _is_edtf(proposal):
            return f"write {proposal}"
    if text.startswith(("[", "{")):
        return GENERAL_FOR_SETS
    return GENERAL_FOR_INTERVALS if "/" in text else GENERAL


def _is_edtf(text: str) -> bool:
    """Return whether `text` can be read."""
    try:
        read(text)
    except EdtfError:
        return False
    return True


def _from_words(text: str) -> str:
    """Propose for 25 March, March 25, 2021 or Mar 2021."""
    found = next((found for form in _WRITTEN_OUT if (found := form.fullmatch(text))), None)
    if found is None:
        return ""
    parts = found.groupdict()
    month = _MONTHS.index(parts["month"].lower()) + 1
    return _joined(parts["year"], str(month), parts.get("day"))


def _from_numbers(text: str) -> str:
    """Propose for 2021-3-5, 2021/03/05, 20210305 or --03-25."""
    found = next((found for form in _NUMERIC if (found := form.fullmatch(text))), None)
    parts = found.groupdict() if found else {}
    return _joined(parts.get("year"), parts["month"], parts.get("day")) if parts else ""


def _joined(year: str | None, month: str, day: str | None) -> str:
    """Return the parts with hyphens; a year that is not given stays so."""
    return "-".join([year or "XXXX", month.zfill(2), *([day.zfill(2)] if day else [])])


def _from_other_forms(text: str) -> str:
    """Propose for 1990s, c. 1990, 12345 or Y2000."""
    forms = (found.expand(new) for form, new in _OTHER if (found := form.fullmatch(text)))
    return next(forms, "")


def _respelled(text: str) -> str:
    """Propose the same with EDTF's own signs and without spaces."""
    for form, new in _SPELLINGS:
        text = form.sub(new, text)
    return text


_PROPOSALS: Final[tuple[Callable[[str], str], ...]] = (
    _from_words,
    _from_numbers,
    _from_other_forms,
    _respelled,
)
