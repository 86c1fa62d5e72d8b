"""Which sources repeat which, as judged: a copy adds no origin of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from kg.trace.chains import Place, Ways
from kg.trace.judged import Judged, Opinion

FACTS = frozenset({"assert", "deny"})
"""The acts that are claims of fact."""


class Copies:
    """From each source to what it is judged to be a copy of, and on."""

    def __init__(self, ways: Ways, judged: Judged) -> None:
        """Take the judgements about the sources of a claim."""
        self._ways = ways
        persons: dict[str, list[Opinion]] = defaultdict(list)
        everybody: dict[str, list[Opinion]] = defaultdict(list)
        for one in sorted(judged.opinions, key=lambda one: (one.by_program, one.judgement.iri)):
            if one.relation == "copyOf":
                everybody[one.judges.iri].append(one)
                if not one.by_program:
                    persons[one.judges.iri].append(one)
        self._persons: Mapping[str, list[Opinion]] = persons
        self._everybody: Mapping[str, list[Opinion]] = everybody

    def judgement(self, source: str, polarity: str) -> tuple[Opinion, bool] | None:
        """Return why a source is a copy of one that states the claim itself, None if it is not.

        Returns:
            The first judgement on the way to that original, and whether a program's is needed.
        """
        for opinions, by_program in ((self._persons, False), (self._everybody, True)):
            for first, original in self._behind(source, opinions):
                if self._states(original, polarity) and not self._leads(original, source):
                    return first, by_program
        return None

    def pairs(self) -> list[Opinion]:
        """Return every judgement that a source is a copy, in order."""
        every = [one for opinions in self._everybody.values() for one in opinions]
        return sorted(every, key=lambda one: one.judgement.iri)

    def _states(self, source: str, polarity: str) -> bool:
        return any(view.act in FACTS for view in self._ways.stated(Place(source, polarity)))

    def _leads(self, source: str, to: str) -> bool:
        return any(original == to for _, original in self._behind(source, self._everybody))

    def _behind(
        self, source: str, opinions: Mapping[str, list[Opinion]]
    ) -> list[tuple[Opinion, str]]:
        """Return what a source is a copy of, nearest first, each with the first judgement there."""
        found: dict[str, Opinion] = {}
        to_do = [(one, one.against.iri) for one in opinions.get(source, ())]
        for first, original in to_do:  # grows while it is gone through
            if original not in found:
                found[original] = first
                to_do += [(first, one.against.iri) for one in opinions.get(original, ())]
        return [(first, original) for original, first in found.items()]
