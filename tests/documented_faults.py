"""The table of faults in docs/records.md, as something to match words against."""

from __future__ import annotations

import re
from functools import cache

from material import CHECKOUT

PAGE = CHECKOUT / "docs" / "records.md"


@cache
def page() -> str:
    """Return the words of the page."""
    return PAGE.read_text(encoding="utf-8")


@cache
def patterns() -> tuple[str, ...]:
    """Return what each row of the table says, with `…` for the author's own words."""
    table = page().partition("## Faults, and what to do")[2]
    rows = re.findall(r"^\| (.*?) \| .* \|$", table, flags=re.MULTILINE)
    return tuple(rows[1:] if rows and rows[0] == "it says" else rows)


@cache
def _expression(row: str) -> re.Pattern[str]:
    plain = row if row == "more than one ` … ` in a quote" else row.replace("…", "\0")
    return re.compile(re.escape(plain).replace("\0", ".*"), flags=re.DOTALL)


def documented(reason: str) -> bool:
    """Return whether a row of the table is about a fault with this reason."""
    return any(_expression(row).fullmatch(reason) for row in patterns())
