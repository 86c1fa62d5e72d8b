"""What a reviewer would say about a query, as data."""

from __future__ import annotations

from dataclasses import dataclass

from typing_extensions import override


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with one query file: which rule, what is wrong, what to do.

    `query` is the query's name, or the file's path where it cannot even be read.
    """

    query: str
    rule: str
    detail: str
    hint: str | None = None

    @override
    def __str__(self) -> str:
        """Return the finding on one line."""
        advice = f" ({self.hint})" if self.hint else ""
        return f"{self.query}: {self.detail}{advice} [{self.rule}]"
