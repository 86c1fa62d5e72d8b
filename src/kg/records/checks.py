"""The rules a record must keep beyond its form; each says which words or fields break it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from kg.records.anchors import Span, paragraphs, whole_words
from kg.records.effort import HIT
from kg.records.nesting import MAXIMUM_NESTING, depths, loops
from kg.records.values import Act, Basis, Function, Polarity, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.records.document import Document
    from kg.records.effort import Spend
    from kg.records.faults import Faults
    from kg.records.parts import Parts
    from kg.records.resolved import Anchor, AttributionDef
    from kg.records.statements import Attribution, Utterance
    from kg.records.tree import Path


def check_form(document: Document, kinds: Mapping[str, SpeakerKind], faults: Faults) -> None:
    """Check what can be checked without the text."""
    for n, entry in enumerate(document.attributions):
        _polarity(("attributions", n), entry, faults)
        _basis(("attributions", n), entry, kinds.get(entry.speaker), faults)
        if entry.via == document.source.id:
            faults.add(
                ("attributions", n, "via"),
                "`via` is the work the source cites, not the source itself",
                "leave it out, or name the cited work",
            )
    _nesting("attributions", {e.id: e.within for e in document.attributions}, "within", faults)
    _nesting("claims", {e.id: e.part_of for e in document.claims}, "part_of", faults)
    _replies(document, faults)


def _polarity(path: Path, entry: Attribution, faults: Faults) -> None:
    if entry.act is Act.DENY and entry.polarity is Polarity.AFFIRMED:
        faults.add((*path, "act"), "`deny` needs `polarity: negated`", "add `polarity: negated`")
    if entry.polarity is Polarity.NEGATED and entry.act is not Act.DENY:
        faults.add(
            (*path, "polarity"),
            f"`negated` goes with `act: deny` only, not with `{entry.act}`",
            "word the claim so that the speaker affirms it, or write `act: deny`",
        )


def _basis(path: Path, entry: Attribution, kind: SpeakerKind | None, faults: Faults) -> None:
    if kind is None:
        return
    if entry.basis is Basis.OPEN and not kind.local:
        faults.add(
            (*path, "speaker"),
            f"the basis is `open`, but `{entry.speaker}` is declared as {kind}",
            "an open basis credits a group or undisclosed speaker",
        )
    if entry.basis is Basis.NAMED and kind is SpeakerKind.UNDISCLOSED:
        faults.add(
            (*path, "basis"),
            f"the basis is `named`, but `{entry.speaker}` is declared as {kind}",
            "write `described` or `context`",
        )


def _nesting(field: str, outer: Mapping[str, str | None], name: str, faults: Faults) -> None:
    links = {one: other for one, other in outer.items() if other is not None}
    places = {one: n for n, one in enumerate(outer)}
    for loop in loops(links):
        faults.add(
            (field, places[loop[0]], name),
            f"this stands inside itself: {' -> '.join((*loop[:8], loop[0]))}",
            f"take `{name}` away from the outermost",
        )
    deepest = max(depths(links).items(), key=lambda pair: pair[1], default=("", 0))
    if deepest[1] > MAXIMUM_NESTING:
        faults.add(
            (field, places[deepest[0]], name),
            f"this stands {deepest[1]} deep; at most {MAXIMUM_NESTING} is read",
            "is `within` meant, or `in_reply_to`?",
        )


def _replies(document: Document, faults: Faults) -> None:
    links: dict[str, str] = {}
    places: dict[str, Path] = {}
    entries: tuple[tuple[str, Attribution | Utterance], ...] = (
        *(("attributions", one) for one in document.attributions),
        *(("utterances", one) for one in document.utterances),
    )
    for n, (field, entry) in enumerate(entries):
        if entry.in_reply_to:
            name = f"{field[:-1]}/{entry.id}"
            first = 0 if field == "attributions" else len(document.attributions)
            places[name] = (field, n - first, "in_reply_to")
            links[name] = entry.in_reply_to
    ids = {entry.id for entry in document.attributions}
    whole = {
        one: other if "/" in other else f"{'attribution' if other in ids else 'utterance'}/{other}"
        for one, other in links.items()
    }
    for loop in loops(whole):
        faults.add(
            places[loop[0]], f"these answer each other: {' -> '.join((*loop[:8], loop[0]))}",
            "an answer comes after what it answers",
        )  # fmt: skip


def check_places(evidence: Iterable[tuple[Path, Anchor]], parts: Parts, faults: Faults) -> None:
    """Check that nothing is anchored in page furniture."""
    passages = parts.passages.values()
    furniture = _joined(one.anchor.span for one in passages if one.function is Function.BOILERPLATE)
    for path, anchor in evidence:
        after = bisect_right(furniture, anchor.span)
        if any(anchor.span.overlaps(span) for span in furniture[max(0, after - 1) : after + 1]):
            faults.add(
                path,
                "these words stand in a passage marked as boilerplate",
                "page furniture is never evidence; quote the article itself, or mend `passages`",
            )


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that overlap as one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and joined[-1].overlaps(span):
            span = Span(joined[-1].start, max(joined.pop().end, span.end))  # noqa: PLW2901
        joined.append(span)
    return joined


def check_passages(parts: Parts, faults: Faults) -> None:
    """Check that a stretch of text has one function only."""
    seen: dict[Span, Path] = {}
    named: list[tuple[Path, Span]] = [
        *((("passages", n), one.anchor.span) for n, one in parts.passages.items()),
        *((("source_tags", n), one.anchor.span) for n, one in parts.source_tags.items()),
    ]
    for path, span in named:
        if span in seen:
            line = faults.line(seen[span])
            faults.add(path, f"the same words have a function already, in line {line}", "keep one")
        seen.setdefault(span, path)


def check_words(parts: Parts, text: str, faults: Faults, spend: Spend) -> None:
    """Check that cue and hedges are printed near the quote they belong to."""
    by_id = {one.id: one for one in parts.attributions.values()}
    for n, one in parts.attributions.items():
        if one.cue is not None:
            near = _near(one, by_id, text, spend)
            _printed(("attributions", n, "cue"), one.cue, near, faults, spend)
        for h, hedge in enumerate(one.hedges):
            path: Path = ("attributions", n, "hedges", h)
            _printed(path, hedge, _near(one, by_id, text, spend), faults, spend)


def _near(
    one: AttributionDef, by_id: Mapping[str, AttributionDef], text: str, spend: Spend
) -> Iterator[str]:
    """Yield the paragraphs of a quote, then those of what it stands in, each once."""
    at: AttributionDef | None = one
    seen: set[Span] = set()
    for _ in range(MAXIMUM_NESTING):
        if at is None:
            return
        span = paragraphs(text, at.anchor.span)
        spend(HIT + span.end - span.start)
        if span not in seen:
            yield span.of(text)
        seen.add(span)
        at = by_id.get(at.within) if at.within else None


def _printed(path: Path, words: str, near: Iterator[str], faults: Faults, spend: Spend) -> None:
    inside = False
    for paragraph in near:
        if any(whole_words(paragraph, words, spend)):
            return
        inside = inside or words in paragraph
    reason = f"`{words}` is not printed in the paragraph of the quote"
    if inside:
        reason = f"`{words}` is only a part of a longer word in the paragraph of the quote"
    faults.add(
        path,
        reason,
        "write the words exactly as printed there, or in the paragraph of an enclosing one",
    )
