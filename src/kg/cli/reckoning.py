"""What a trace comes to, in sentences: independent origins, circles, hedges that got lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kg.cli.output import Line, shown
from kg.model.lookups import OriginNumbers
from kg.model.traces import (
    Change,
    Cycle,
    Drift,
    HedgeLoss,
    Merge,
    OriginCount,
    OriginGroup,
    Trace,
    Uncounted,
)

REASONS: Final = {
    "spoken-by": "“{0}” is uttered by {1}",
    "on-behalf-of": "{0} speaks for {1}",
    "utterance": "{0} and {1}: one act of saying",
    "same-speaker": "{0} and {1}: judged to be the same speaker",
    "same-utterance": "{0} and {1}: judged to be the same act of saying",
    "copy-of": "“{0}” is judged to be a copy of “{1}”",
    "unnamed": "{0}, who is not named, belongs to {1}",
    "own-voice": "{0} speaks for itself in “{1}”",
}
WHY_NOT: Final = {
    "no-claim-of-fact": "no claim of fact",
    "not-reported-as-said": "nobody is reported to have said it",
    "circle": "every chain runs in a circle",
    "copy": "it stands in a copy, and not in the original",
}
HOPS: Final = {
    "citation": "citing it",
    "layer": "the layer around it",
    "own-voice": "the source in its own voice",
    "copy": "a copy of it, as judged",
}


UNCOUNTED: Final = Line(1, "[yellow]how many independent origins it has was not computed[/]")


def count_lines(found: Trace) -> Iterator[Line]:
    """Yield how many independent origins there are, which, and by which rule."""
    counted = found.independent_origins
    if counted is None:
        yield UNCOUNTED
        return
    yield Line(1, f"independent origins: [bold]{number_of(counted)}[/]")
    yield from _groups(counted)
    if counted.denials.groups:
        yield Line(1, f"independent denials: [bold]{number_of(counted.denials)}[/]")
        yield from _groups(counted.denials)
    yield from map(_uncounted, counted.uncounted)
    yield Line(1, f"[dim]{shown(counted.rule)}[/]")


def finding_lines(found: Trace) -> Iterator[Line]:
    """Yield circles, lost hedges and what every chain passes through."""
    yield from map(_cycle, found.cycles or ())
    for loss in found.hedge_loss or ():
        yield from _loss(loss)
    origins = found.independent_origins
    for polarity, counted in (("affirmed", origins), ("negated", origins and origins.denials)):
        nodes = [node for node in found.bottlenecks or () if node.polarity == polarity]
        members = (
            sum(len(m.attributions) for g in counted.groups for m in g.members) if counted else 0
        )
        if nodes and (len(found.chains) > 1 or members > 1):
            names = ", then ".join(shown(node.label) for node in nodes)
            which = "chain that denies it" if polarity == "negated" else "chain"
            yield Line(1, f"every {which} passes through: {names}")


def drift_lines(found: Trace) -> Iterator[Line]:
    """Yield how the wording changed hop by hop, where it did."""
    for drift in found.drift or ():
        changed = drift.changes is None or any(each.kind != "kept" for each in drift.changes)
        if changed or _is_credited_anew(drift):
            yield from _drift(drift)
    for name in found.cut:
        yield Line(1, f"[dim]there is more of {name.replace('_', ' ')} than is shown[/]")


def number_of(counted: OriginCount | OriginNumbers) -> str:
    """Return how many origins there are, and how many of them for certain."""
    if counted.at_least == counted.count:
        return str(counted.count)
    return f"{counted.count}, of which {counted.at_least} for certain"


def _groups(counted: OriginCount) -> Iterator[Line]:
    for number, group in enumerate(counted.groups, 1):
        yield Line(2, f"{number}. [bold]{shown(group.label)}[/]{_certainty(group)}")
        yield from (Line(3, _merge(merge)) for merge in group.merges)


def _certainty(group: OriginGroup) -> str:
    times = sum(len(member.attributions) for member in group.members)
    ends = f"{times} attribution" + "s" * (times != 1)
    unsure = "" if group.certain else "; no source says who that is"
    return f" [dim](chains end at {ends}{unsure})[/]"


def _merge(merge: Merge) -> str:
    words = REASONS[merge.reason].format(shown(merge.first.label), shown(merge.second.label))
    if not merge.by:
        return words
    program = ", a program" if merge.by_program else ""
    return f"{words}, by {shown(merge.by.label)}{program}"


def _uncounted(each: Uncounted) -> Line:
    who = f"{shown(each.speaker.label)} in “{shown(each.source.label)}”"
    return Line(2, f"[dim]not counted: {who}: {WHY_NOT[each.reason]}[/]")


def _cycle(cycle: Cycle) -> Line:
    names = [f"“{shown(source.label)}”" for source in (*cycle.sources, cycle.sources[0])]
    more = f" ({cycle.others} more sources are tied up with these)" if cycle.others else ""
    return Line(1, f"[yellow]a circle:[/] {' cites '.join(names)}{more}")


def _loss(loss: HedgeLoss) -> Iterator[Line]:
    hedges = " and ".join(f"“{shown(hedge)}”" for hedge in loss.hedged.hedges)
    lost = hedges or "the distance kept by the source"
    yield Line(1, f"[yellow]a hedge got lost:[/] {lost} in “{shown(loss.hedged.source.label)}”")
    yield Line(2, f"there: “{shown(loss.hedged.words)}”")
    where = f"in “{shown(loss.plain.source.label)}”, {HOPS[loss.hop]}"
    yield Line(2, f"without it: “{shown(loss.plain.words)}”, {where}")


def _is_credited_anew(drift: Drift) -> bool:
    """Return whether the work cited, or copied, credits somebody else: a layer always does."""
    return drift.hop != "layer" and drift.inner.speaker.iri != drift.outer.speaker.iri


def _drift(drift: Drift) -> Iterator[Line]:
    inner, outer = shown(drift.inner.source.label), shown(drift.outer.source.label)
    yield Line(1, f"the wording, from “{inner}” to “{outer}”:")
    if _is_credited_anew(drift):
        there, here = shown(drift.inner.speaker.label), shown(drift.outer.speaker.label)
        yield Line(2, f"[yellow]credited to {there} there, to {here} here[/]")
    if drift.changes is None:
        why = "in different languages" if drift.not_compared == "language" else "too long"
        yield Line(2, f"[dim]not compared: the passages are {why}[/]")
        return
    yield Line(2, marked(drift.changes))


def marked(changes: Iterable[Change]) -> str:
    """Return how one wording became another: `[-words that went-] {+words that came+}`."""
    marks = {"kept": "{}", "removed": "[red]\\[-{}-][/]", "added": "[green]{{+{}+}}[/]"}
    return " ".join(marks[each.kind].format(shown(each.words)) for each in changes)
