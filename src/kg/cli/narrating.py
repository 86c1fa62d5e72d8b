"""An answer in sentences: who, in which words, with which distance, when, through whom."""

from __future__ import annotations

from collections.abc import Iterator

from rich.markup import escape

from kg.model.answers import Chain, FirstKnown, Hit, Step
from kg.model.views import AttributionView, DateView

ENDS = {
    "named": "ends at a named speaker",
    "anonymous": "ends at an anonymous speaker",
    "author-voice": "ends at the author's own voice",
    "cited-work-not-seen": "ends at a cited work that was never seen here",
    "not-in-cited-work": "the cited work is held, and does not contain it",
    "loop": "runs in a circle",
}


def hit_lines(hit: Hit) -> Iterator[str]:
    """Yield the lines that tell one claim's story; markup is for a terminal."""
    invented = " [yellow](invented example)[/]" if hit.invented else ""
    yield f"[bold]“{escape(hit.claim.label)}”[/]{invented}"
    yield f"  claim {hit.claim.id}"
    if hit.first_known:
        yield from _first(hit.first_known)
    counts = hit.counts
    yield (
        f"  {_many(counts.attributions, 'attribution')} in {_many(counts.sources, 'source')}, "
        f"{_many(counts.speakers, 'speaker')}"
    )
    for chain in hit.trace.chains:
        yield from chain_lines(chain)
    for judgement in hit.contradictions:
        yield (
            f"  [red]judged to contradict[/] “{escape(judgement.against.label)}”, "
            f"by {escape(judgement.by.label)} on {judgement.at}"
        )


def _first(first: FirstKnown) -> Iterator[str]:
    if first.speaker:
        yield (
            f"  first known to have said it: [bold]{escape(first.speaker.label)}[/], "
            f"{escape(when(first.said))}"
        )
    else:
        names = ", ".join(dict.fromkeys(each.speaker.label for each in first.candidates))
        yield f"  first known: cannot be told apart by date: {escape(names)}"
    if first.undated:
        yield f"  {_many(first.undated, 'other attribution')} without a date cannot be ordered"


def when(date: DateView | None) -> str:
    """Return a date in words, with what is not known said as such."""
    if date is None:
        return "date not given"
    words = f"“{date.verbatim}”" if date.verbatim else "date"
    if date.earliest and date.earliest == date.latest:
        return f"{words} ({date.earliest})"
    bounds = [
        f"not before {date.earliest}" if date.earliest else "",
        f"not after {date.latest}" if date.latest else "",
    ]
    known = ", ".join(bound for bound in bounds if bound) or "year unknown"
    return f"{words} ({date.edtf}; {known})"


def chain_lines(chain: Chain) -> Iterator[str]:
    """Yield one line a layer, from the source inwards, and how the chain ends."""
    yield f"  trace of {chain.attribution.id}"
    for step in chain.steps:
        yield "    " + "  " * step.layer + _step(step)
    yield f"    [dim]{ENDS[chain.ends]}[/]"


def _step(step: Step) -> str:
    parts = [f"[bold]{escape(step.who.label)}[/]"]
    if step.mention:
        parts.append(f"as “{escape(step.mention)}”")
    if step.basis and step.basis != "named":
        parts.append(f"({step.basis})")
    if step.cue:
        parts.append(f"cue “{escape(step.cue)}”")
    if step.hedges:
        parts.append("hedged " + ", ".join(f"“{escape(hedge)}”" for hedge in step.hedges))
    if step.stance and step.stance != "neutral":
        parts.append(f"stance {step.stance}")
    if step.via:
        parts.append(f"via {escape(step.via.label)}")
    return ("└ " if step.layer else "") + ", ".join(parts)


def attribution_lines(view: AttributionView) -> Iterator[str]:
    """Yield what one attribution says, in words."""
    yield f"[bold]{escape(view.source.label)}[/]"
    distance = f", {view.stance}" if view.stance != "neutral" else ""
    yield f"  credits {escape(view.speaker.label)} ({view.basis}{distance}) with: {view.act}"
    yield f"  claim: “{escape(view.claim.label)}”"
    yield f"  words: “{escape(view.anchor.exact)}”"
    place = f"{view.anchor.start} to {view.anchor.end} of {view.anchor.snapshot}"
    yield f"  place: characters {place} ({view.anchor.state})"
    yield f"  said: {escape(when(view.said))}"
    if view.hedges:
        yield "  hedges: " + ", ".join(f"“{escape(hedge)}”" for hedge in view.hedges)


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" + "s" * (number != 1)
