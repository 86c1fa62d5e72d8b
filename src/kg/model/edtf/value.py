"""The EDTF value: the text, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.edtf.bounds import Bound, Day, Limit, certain, earliest_of, latest_of, possible
from kg.model.edtf.errors import EdtfError
from kg.model.edtf.grammar import Kind, Stretch, read
from kg.model.edtf.hints import hint_for
from kg.model.edtf.single import Single

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date as exactly as it is known (ISO 8601-2:2019; LoC EDTF levels 0, 1 and 2).

    Made by `Edtf.parse` alone: then the parts agree with the text.

    Attributes:
        text: exactly what was written; two values are equal when their texts are.
        kind: a date, an interval, one of a set or all of a set.
        stretches: the dates in it, in the order of the text.
    """

    text: str
    kind: Kind
    stretches: tuple[Stretch, ...]

    @classmethod
    def parse(cls, text: str) -> Edtf:
        """Read `text`, in time linear in its length; raises EdtfError with a hint."""
        try:
            kind, stretches = read(text)
        except EdtfError as fault:
            hint = fault.hint or hint_for(text)
            raise EdtfError(text, fault.position, fault.reason, hint) from None
        return cls(text, kind, stretches)

    @property
    def level(self) -> int:
        """The lowest EDTF level that has every feature used: 0, 1 or 2."""
        if self.kind in (Kind.ONE_OF, Kind.ALL_OF):
            return 2
        singles = tuple(self._singles())
        levels = [single.level for single in singles]
        if self.kind is Kind.INTERVAL:
            # LoC has unspecified digits inside an interval at level 2 only.
            levels += [2 for single in singles if single.unspecified]
            levels.append(0 if len(singles) == 2 else 1)  # noqa: PLR2004 (both ends are dates)
        return max(levels)

    @property
    def earliest(self) -> Day | None:
        """The earliest day it can mean; where there is none, `start` says why."""
        return self._first().day

    @property
    def latest(self) -> Day | None:
        """The latest day it can mean; where there is none, `end` says why."""
        return self._last().day

    @property
    def start(self) -> Limit:
        """Whether there is an earliest day, and if not, why not."""
        return self._first().limit

    @property
    def end(self) -> Limit:
        """Whether there is a latest day, and if not, why not."""
        return self._last().limit

    @property
    def beyond_calendar(self) -> bool:
        """Whether a bound is given, yet None here: it lies outside the years 1 to 9999."""
        return Limit.BEYOND in (self.start, self.end)

    @property
    def month_day(self) -> str | None:
        """The xsd:gMonthDay of a day whose year is not given: --03-25 for XXXX-03-25."""
        single = self.single
        return single.month_day if single else None

    @property
    def single(self) -> Single | None:
        """The date it is, unless it is an interval or a set."""
        return next(self._singles()) if self.kind is Kind.DATE else None

    @property
    def uncertain(self) -> bool:
        """Whether any part is qualified as uncertain (? or %); bounds are not widened by it."""
        return any(single.uncertain for single in self._singles())

    @property
    def approximate(self) -> bool:
        """Whether any part is qualified as approximate (~ or %); bounds are not widened by it."""
        return any(single.approximate for single in self._singles())

    def may_be_within(self, start: Day | None, end: Day | None) -> bool:
        """Return `possible` of the bounds: they do not exclude the period.

        Only the two bounds are asked, as SPARQL does. So [1667,1760] may be within 1700, and
        XXXX-03-25 within any period at all; `recurs_within` is sharper for the latter.
        """
        return possible(self.earliest, self.latest, start, end)

    def is_within(self, start: Day | None, end: Day | None) -> bool:
        """Return `certain` of the bounds: both are known and inside, so every member is too."""
        return certain(self.earliest, self.latest, start, end)

    def _singles(self) -> Iterator[Single]:
        """Yield every date written, in the order of the text."""
        for stretch in self.stretches:
            yield from (end for end in stretch.ends if isinstance(end, Single))

    def _first(self) -> Bound:
        """Return the earliest of all starts."""
        ends = (stretch.first for stretch in self.stretches)
        return earliest_of([Bound(end) if isinstance(end, Limit) else end.start for end in ends])

    def _last(self) -> Bound:
        """Return the latest of all ends."""
        ends = (stretch.last for stretch in self.stretches)
        return latest_of([Bound(end) if isinstance(end, Limit) else end.end for end in ends])
