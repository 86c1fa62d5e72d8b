"""The four numbers that sum up a claim, each with what has to be said beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.model.answers import AttributionListing, ClaimAnswer, ContradictionListing, TraceAnswer
from kg_api.pages.words import many

UNTOLD: Final = "cannot be told now"
NO_FACT: Final = "no-claim-of-fact"
"""Why what is urged or asked is in no number of origins."""


@dataclass(frozen=True, slots=True)
class Number:
    """One of the four numbers, with what has to be said beside it."""

    name: str
    value: str
    beside: str
    bad: bool = False


def origins(trace: TraceAnswer | None) -> Number:
    """Return how many independent origins there are; None where the trace cannot be told."""
    name = "Independent origins"
    if trace is None:
        return Number(name, "?", UNTOLD)
    counted = trace.independent_origins
    if counted is None:
        return Number(name, "?", "not computed")
    stated = counted.count or any(each.reason != NO_FACT for each in counted.uncounted)
    beside = "" if stated else "nobody asserts it"
    if counted.at_least < counted.count:
        beside = f"{counted.at_least} for certain; the others nobody names"
    return Number(name, f"{counted.count:,}", beside)


def documents(claim: ClaimAnswer | None) -> Number:
    """Return how many sources carry the claim."""
    name = "Documents that carry it"
    if claim is None:
        return Number(name, "?", UNTOLD)
    counts = claim.counts
    invented = f"{counts.invented} of {many(counts.attributions, 'attribution')} invented"
    return Number(name, f"{counts.sources:,}", invented if counts.invented else "")


def hedged(listed: AttributionListing | None, trace: TraceAnswer | None) -> Number:
    """Return in how many of the sources it is hedged: of those listed, where there are more."""
    name = "Still hedged in"
    if listed is None:
        return Number(name, "?", UNTOLD)
    sources = {view.source.iri for view in listed.items}
    soft = {view.source.iri for view in listed.items if view.hedged}
    lost = len(trace.hedge_loss or ()) if trace else 0
    beside = f"a hedge got lost {many(lost, 'time')}" if lost else ""
    of = f"{len(sources)}{'+' if listed.next else ''}"
    return Number(name, f"{len(soft)} of {of}", beside, bad=bool(lost))


def against(contradictions: ContradictionListing | None) -> Number:
    """Return how many denials and judgements stand against it."""
    name = "Contradicted by"
    if contradictions is None:
        return Number(name, "?", UNTOLD)
    judged, denials = len(contradictions.items), len(contradictions.denials)
    told = [many(denials, "denial")] if denials else []
    told += [many(judged, "judgement")] if judged else []
    return Number(name, str(judged + denials), " and ".join(told), bad=bool(judged + denials))
