"""An answer in sentences: who, in which words, with which distance, when, through whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from kg.cli.likening import candidate_lines, near_lines
from kg.cli.output import Line, shown
from kg.cli.reckoning import UNCOUNTED, count_lines, drift_lines, finding_lines, number_of
from kg.model.answers import TraceAnswer
from kg.model.lookups import FirstKnown, Hit, LookupAnswer, OriginNumbers
from kg.model.traces import Origin, Step, Trace
from kg.model.views import DateView, JudgementView

ENDS: Final = {
    "named": "ends here, at a speaker who is named",
    "anonymous": "ends here: who that is, nobody says",
    "author-voice": "ends here: the source speaks for itself",
    "cited-work-not-seen": "ends here, at a cited work that nobody here has seen",
    "not-in-cited-work": "ends here: the cited work is held, and the claim is not found in it",
    "loop": "runs in a circle, back to a source it came from",
}
BASES: Final = {
    "described": "described, not named",
    "context": "inferred from the context",
    "open": "the source leaves open who",
    "authorVoice": "in the author's own voice",
}
ACTS: Final = {
    "assert": "saying",
    "deny": "[bold red]denying[/]",
    "urge": "urging",
    "demand": "demanding",
    "pledge": "pledging",
    "ask": "asking for",
    "express": "expressing",
    "welcome": "welcoming",
    "predict": "predicting",
    "believe": "believing",
    "presuppose": "taking for granted",
    "note": "noting",
}
STANCES: Final = {
    "distancing": "the source keeps its distance",
    "endorsing": "the source takes it for its own",
    "unclear": "how the source stands to it is unclear",
}


def lookup_lines(answer: LookupAnswer) -> Iterator[Line]:
    """Yield every hit of a look-up, what is near, what a name may mean, and what was searched."""
    if answer.candidates:
        yield from candidate_lines(answer.candidates, answer.query.value)
    for hit in answer.items:
        yield from hit_lines(hit)
        yield Line(0, "")
    if answer.near and answer.near.items:
        if not answer.items:
            yield Line(0, "Nothing here has that as it stands.")
        yield from near_lines(answer.near)
    held = answer.coverage
    yield Line(
        0,
        f"[dim]{_found(answer)}. Searched: "
        f"{many(held.attributions, 'attribution')} of {many(held.claims, 'claim')} in "
        f"{many(held.sources, 'source')}, revision {held.revision}. {shown(answer.note)}[/]",
    )


def _found(answer: LookupAnswer) -> str:
    number = len(answer.near.items) if answer.near else 0
    if answer.query.kind == "near":
        return f"{many(number, 'claim')} near"
    more = "; there are more" if answer.next else ""
    near = f", {number} near" if number else ""
    return f"{many(len(answer.items), 'claim')} found{more}{near}"


def hit_lines(hit: Hit) -> Iterator[Line]:
    """Yield the lines that tell one claim's story."""
    invented = "  [yellow]invented example[/]" if hit.invented else ""
    yield Line(0, f"[bold]“{shown(hit.claim.label)}”[/]{invented}")
    yield Line(1, f"[dim]claim {shown(hit.claim.id)}[/]")
    yield from _first_lines(hit)
    yield Line(1, _counted(hit))
    yield from _trace_lines(hit)
    yield from map(_contradiction, hit.contradictions)


def _first_lines(hit: Hit) -> Iterator[Line]:
    if "first_known" in hit.not_computed:
        yield Line(1, "[yellow]who said it first was not worked out here: too many say it[/]")
    elif hit.first_known:
        yield from _first(hit.first_known)
        if "first_known" in hit.cut:
            yield Line(2, "[dim]and others[/]")
    else:
        yield Line(1, "nobody here says it; it is only denied")


def _trace_lines(hit: Hit) -> Iterator[Line]:
    """Yield the trace, or what is known of it where it is too long to be told here."""
    if hit.trace:
        yield from chains_lines(hit.trace, hit.claim.id)
        yield from count_lines(hit.trace)
        yield from finding_lines(hit.trace)
        return
    yield from _numbers(hit.independent_origins)
    yield Line(1, f"[dim]its chains are too many to list here: kg trace {shown(hit.claim.id)}[/]")


def _numbers(numbers: OriginNumbers | None) -> Iterator[Line]:
    if numbers is None:
        yield UNCOUNTED
        return
    yield Line(1, f"independent origins: [bold]{number_of(numbers)}[/]")
    if numbers.denials:
        yield Line(1, f"independent denials: [bold]{numbers.denials}[/]")


def _first(first: FirstKnown) -> Iterator[Line]:
    if first.speaker:
        yield Line(1, f"first known to have said it: [bold]{shown(first.speaker.label)}[/]")
        yield Line(2, shown(when(first.said)))
        for assumption in first.said.assumed if first.said else ():
            yield Line(2, f"[dim]assumed: {shown(assumption)}[/]")
    else:
        yield Line(1, "who said it first cannot be told from the dates; it may be:")
        named = Counter((each.speaker.label, when(each.said)) for each in first.candidates)
        for (who, said), number in named.items():
            times = f", in {many(number, 'attribution')}" if number > 1 else ""
            yield Line(2, f"{shown(who)}, {shown(said)}{times}")
    if first.speaker and first.undated:
        others = "another attribution" if first.undated == 1 else f"{first.undated} others"
        yield Line(2, f"{others} without a known date may be earlier")


def _counted(hit: Hit) -> str:
    counts = hit.counts
    denials = sum(each.polarity == "negated" for each in hit.attributions)
    least = "at least " if "attributions" in hit.cut else ""
    denying = f", {least}{denials} of them denying it" if denials else ""
    return (
        f"on record: {many(counts.attributions, 'attribution')} to "
        f"{many(counts.speakers, 'speaker')} in {many(counts.sources, 'source')}{denying}"
    )


def _contradiction(judgement: JudgementView) -> Line:
    return Line(
        1,
        f"[red]judged to contradict:[/] “{shown(judgement.judges.label)}” and "
        f"“{shown(judgement.against.label)}”, by {shown(judgement.by.label)}, {judgement.at[:10]}",
    )


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
    unknown = "year not known" if (date.edtf or "").startswith("XXXX") else "bounds not known"
    known = ", ".join(bound for bound in bounds if bound) or unknown
    return f"{words} ({date.edtf}: {known})"


def trace_lines(answer: TraceAnswer) -> Iterator[Line]:
    """Yield the chains of a claim, its origins, and what they come to."""
    yield Line(0, f"[bold]“{shown(answer.label)}”[/]")
    yield Line(1, f"[dim]claim {shown(answer.id)}[/]")
    yield from chains_lines(answer, answer.id)
    yield Line(1, "where it comes from, as far as this collection can tell:")
    yield from map(_origin, answer.origins)
    yield from count_lines(answer)
    yield from finding_lines(answer)
    yield from drift_lines(answer)


def _origin(origin: Origin) -> Line:
    chains = many(origin.chains, "chain")
    work = f", through {shown(origin.work.label)}" if origin.work else ""
    denies = ", [bold red]who denies it[/]" if origin.polarity == "negated" else ""
    return Line(2, f"[bold]{shown(origin.speaker.label)}[/]{denies}{work}: {chains}")


def chains_lines(found: Trace, claim: str) -> Iterator[Line]:
    """Yield each chain of the trace of a claim, one layer under the other."""
    for chain in found.chains:
        yield Line(1, "how it reached us:")
        for step in chain.steps:
            yield from _step(step, claim)
        yield Line(2 + len(chain.steps), f"[dim]{ENDS[chain.ends]}[/]")
    if found.chains_omitted:
        yield Line(1, "[dim]there are more chains than are shown[/]")


def _step(step: Step, claim: str) -> Iterator[Line]:
    depth = 2 + step.layer
    if step.claim is None:
        yield Line(depth, f"[bold]{shown(step.who.label)}[/]")
        return
    what = "it" if step.claim.id == claim else f"“{shown(step.claim.label)}”"
    act = ACTS.get(step.act or "", step.act)
    who = f"[bold]{shown(step.who.label)}[/]"
    yield Line(depth, f"└ credits {who} with {act} {what}{_aside(step)}")
    if step.mention:
        yield Line(depth + 1, f"called: “{shown(step.mention)}”")
    yield from _words(step, depth + 1)


def _aside(step: Step) -> str:
    basis = BASES.get(step.basis or "", "")
    sure = "" if step.confidence is None else f"the annotator's confidence: {step.confidence:g}"
    said = "; ".join(part for part in (basis, sure) if part)
    return f" [dim]({said})[/]" if said else ""


def _words(step: Step, depth: int) -> Iterator[Line]:
    if step.quote:
        yield Line(depth, f"in the words: “{shown(step.quote)}”")
    hedges = " and ".join(f"“{shown(hedge)}”" for hedge in step.hedges)
    stance = STANCES.get(step.stance or "", "")
    if hedges or stance:
        yield Line(depth, "; ".join(filter(None, [f"hedged {hedges}" if hedges else "", stance])))
    if step.via:
        seen = "" if step.via.held else " [dim](not seen here)[/]"
        yield Line(depth, f"citing: {shown(step.via.label)}{seen}")


def many(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where it should be."""
    return f"{number} {noun}" + "s" * (number != 1)
