"""From the quotes of a record to anchors in its snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.records.anchors import MAXIMUM_OCCURRENCES, Span, context, line_of, occurrences
from kg.records.effort import Effort
from kg.records.nearmiss import NearMiss
from kg.records.resolved import Anchor

if TYPE_CHECKING:
    from kg.records.faults import Faults
    from kg.records.tree import Path

_LISTED = 8


class Anchoring:
    """Finds quotes in one text; without a text (itself a fault) it finds nothing, silently."""

    def __init__(self, text: str | None, faults: Faults) -> None:
        """Search in `text`; what cannot be found is noted in `faults`."""
        self.text = text
        self._faults = faults
        self.effort = Effort(faults)
        self._misses = NearMiss(text or "", self.effort.spend)

    def find(
        self,
        path: Path,
        quote: str,
        occurrence: int | None,
        near: tuple[Span, ...] = (),
    ) -> Anchor | None:
        """Return where a quote stands.

        Args:
            path: the field with the quote, for faults.
            quote: exact words, or `first words … last words`.
            occurrence: which one, from 1, where the quote stands more than once.
            near: stretches to look in, one after the other, for a quote that stands in the text
                more than once but only once in one of them.
        """
        if self.text is None:
            return None
        spans = occurrences(self.text, quote, self.effort.spend)
        if not spans:
            reason, hint = self._misses.explain(quote)
            self._faults.add(path, reason, hint)
            return None
        if occurrence is not None:
            return self._counted(path, spans, occurrence)
        span = spans[0] if len(spans) == 1 else _nearest(spans, near)
        if span is None:
            self._ask(path, spans)
            return None
        return self.anchor(span)

    def anchor(self, span: Span) -> Anchor:
        """Return the anchor of a span of the text."""
        text = self.text or ""
        prefix, suffix = context(text, span)
        return Anchor(
            start=span.start, end=span.end, exact=span.of(text), prefix=prefix, suffix=suffix
        )

    def _counted(self, path: Path, spans: list[Span], occurrence: int) -> Anchor | None:
        if occurrence <= len(spans):
            return self.anchor(spans[occurrence - 1])
        self._faults.add(
            (*path[:-1], "occurrence"),
            f"there is no occurrence {occurrence}: the quote stands {_times(len(spans))},"
            f" {self._lines(spans)}",
            f"write a number from 1 to {len(spans)}" if len(spans) > 1 else "leave it out",
        )
        return None

    def _ask(self, path: Path, spans: list[Span]) -> None:
        self._faults.add(
            path,
            f"this quote stands {_times(len(spans))} in the text, {self._lines(spans)}",
            f"add `occurrence:` with a number from 1 to {len(spans)}, or quote more words",
        )

    def _lines(self, spans: list[Span]) -> str:
        text = self.text or ""
        self.effort.spend(sum(span.start for span in spans[:_LISTED]))
        lines = [str(line_of(text, span.start)) for span in spans[:_LISTED]]
        more = ", ..." if len(spans) > _LISTED else ""
        return f"in line{'s' if len(spans) > 1 else ''} {', '.join(lines)}{more}"


def _nearest(spans: list[Span], near: tuple[Span, ...]) -> Span | None:
    for stretch in near:
        inside = [span for span in spans if stretch.contains(span)]
        if inside:
            return inside[0] if len(inside) == 1 else None
    return None


def _times(count: int) -> str:
    if count >= MAXIMUM_OCCURRENCES:
        return f"{MAXIMUM_OCCURRENCES} times or more"
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
