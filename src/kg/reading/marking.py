"""How what was looked up is shown in the passages that have it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.reading.questions import Question
from kg.search.highlighting import Ranges, of_quote, of_words


@dataclass(frozen=True, slots=True)
class Marking:
    """Where in a passage the words stand that were looked up; `quoted` is a whole quotation."""

    ranges: Callable[[str], Ranges]
    quoted: str | None = None
    marks: bool = True
    """Whether anything is ever marked."""

    @classmethod
    def of(cls, asked: Question) -> Marking:
        """Return it for a question; addresses and names mark nothing."""
        words = asked.ask.get("words", "")
        if asked.kind == "quote":
            return cls(lambda passage: of_quote(words, passage), quoted=words)
        if asked.kind == "text":
            return cls(lambda passage: of_words(words, passage))
        return cls(lambda _: (), marks=False)
