"""One claim, attribution, speaker, source or judgement in words for a person."""

from __future__ import annotations

from collections.abc import Iterator

from kg.cli.narrating import BASES, STANCES, many, when
from kg.cli.output import Line, shown
from kg.model.answers import (
    AttributionAnswer,
    ClaimAnswer,
    JudgementAnswer,
    SourceAnswer,
    SpeakerAnswer,
)
from kg.model.views import Counts

Found = AttributionAnswer | ClaimAnswer | SourceAnswer | SpeakerAnswer | JudgementAnswer


def lines(found: Found) -> Iterator[Line]:
    """Yield what there is to say about one thing."""
    if isinstance(found, AttributionAnswer):
        yield from _attribution(found)
    elif isinstance(found, ClaimAnswer):
        yield from _claim(found)
    elif isinstance(found, SpeakerAnswer):
        yield from _speaker(found)
    elif isinstance(found, JudgementAnswer):
        yield from _judgement(found)
    else:
        yield from _source(found)
    yield Line(1, f"[dim]{found.iri}, revision {found.revision}[/]")


def _attribution(view: AttributionAnswer) -> Iterator[Line]:
    mention = f" as “{shown(view.mention)}”" if view.mention else ""
    basis = f" [dim]({BASES[view.basis]})[/]" if view.basis in BASES else ""
    yield Line(0, f"[bold]{shown(view.source.label)}[/]")
    yield Line(1, f"credits [bold]{shown(view.speaker.label)}[/]{mention}{basis}")
    yield Line(1, f"act: {view.act}" + (", negated" if view.polarity == "negated" else ""))
    yield Line(1, f"claim: “{shown(view.claim.label)}” [dim]({shown(view.claim.id)})[/]")
    yield Line(1, f"words: “{shown(view.anchor.exact)}”")
    place = f"characters {view.anchor.start} to {view.anchor.end} of {view.anchor.snapshot}"
    yield Line(1, f"place: {place} ({view.anchor.state})")
    yield Line(1, f"said: {shown(when(view.said))}")
    if view.hedges:
        yield Line(1, "hedged: " + " and ".join(f"“{shown(hedge)}”" for hedge in view.hedges))
    if view.stance in STANCES:
        yield Line(1, STANCES[view.stance])
    if view.via:
        seen = "" if view.via.held else " [dim](not seen here)[/]"
        yield Line(1, f"citing: {shown(view.via.label)}{seen}")
    if view.within:
        yield Line(1, f"within: attribution {view.within.id}")
    if view.confidence is not None:
        yield Line(1, f"confidence: {view.confidence:g}")
    if view.note:
        yield Line(1, f"note: {shown(view.note)}")
    yield Line(1, f"record: {shown(view.record.id)}, {view.recorded_at}{_invented(view.invented)}")


def _claim(claim: ClaimAnswer) -> Iterator[Line]:
    yield Line(0, f"[bold]“{shown(claim.label)}”[/]")
    if claim.about:
        yield Line(1, "about: " + ", ".join(shown(topic.label) for topic in claim.about))
    if claim.situation:
        yield Line(1, f"situation: {shown(when(claim.situation))}")
    if claim.part_of:
        yield Line(1, f"part of: “{shown(claim.part_of.label)}”")
    yield _counts(claim.counts)


def _speaker(speaker: SpeakerAnswer) -> Iterator[Line]:
    yield Line(0, f"[bold]{shown(speaker.label)}[/]")
    yield Line(1, f"kind: {speaker.kind}")
    if speaker.names:
        yield Line(1, "also: " + ", ".join(shown(name.text) for name in speaker.names))
    if speaker.mentions:
        yield Line(1, "printed as: " + ", ".join(f"“{shown(m)}”" for m in speaker.mentions))
    for role in speaker.roles:
        of = f" of {shown(role.organization.label)}" if role.organization else ""
        yield Line(1, f"role: “{shown(role.title)}”{of}")
    if speaker.local_to:
        yield Line(1, f"means something only in: {shown(speaker.local_to.label)}")
    if speaker.note:
        yield Line(1, f"note: {shown(speaker.note)}")
    yield _counts(speaker.counts)


def _source(source: SourceAnswer) -> Iterator[Line]:
    yield Line(0, f"[bold]{shown(source.label)}[/]{_invented(source.invented)}")
    yield Line(1, "held here" if source.held else "cited here, never seen")
    for name, value in (("kind", source.kind), ("address", source.url), ("rights", source.rights)):
        if value:
            yield Line(1, f"{name}: {shown(value)}")
    for name, who in (("by", source.creator), ("published by", source.publisher)):
        if who:
            yield Line(1, f"{name}: {shown(who.label)}")
    if source.issued:
        yield Line(1, f"issued: {shown(when(source.issued))}")
    for snapshot in source.snapshots:
        yield Line(1, f"text: {snapshot.characters} characters, SHA-256 {snapshot.sha256}")
    yield _counts(source.counts)


def _judgement(judgement: JudgementAnswer) -> Iterator[Line]:
    yield Line(0, f"[bold]{shown(judgement.by.label)}[/] judges: {judgement.relation}")
    for side in (judgement.judges, judgement.against):
        yield Line(1, f"“{shown(side.label)}” [dim]({shown(side.id)})[/]")
    if judgement.reason:
        yield Line(1, f"because: {shown(judgement.reason)}")
    if judgement.confidence is not None:
        yield Line(1, f"confidence: {judgement.confidence:g}")
    kind = "a program" if judgement.by_program else "a person"
    yield Line(1, f"by: {kind}, {judgement.at}")
    if judgement.record:
        yield Line(1, f"record: {shown(judgement.record.id)}")
    if judgement.event:
        yield Line(1, f"given by itself, in event {judgement.event.id} of the ledger")


def _counts(counts: Counts) -> Line:
    told = [
        many(counts.attributions, "attribution"),
        many(counts.claims, "claim"),
        many(counts.speakers, "speaker"),
        many(counts.sources, "source"),
    ]
    return Line(1, "on record: " + ", ".join(told))


def _invented(invented: bool) -> str:  # noqa: FBT001  (a value, not a switch)
    return "  [yellow]invented example[/]" if invented else ""
