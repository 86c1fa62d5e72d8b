"""How many independent origins a claim has, and which; docs/trace.md has the rule in full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

from kg.model.traces import GroupMember, IndependentOrigins, OriginCount, OriginGroup, Uncounted
from kg.model.views import AttributionView, SpeakerRef
from kg.trace.chains import Ways, ending, unnamed
from kg.trace.copies import FACTS, Copies
from kg.trace.forest import Forest
from kg.trace.judged import Judged, Opinion
from kg.trace.layers import pointer
from kg.trace.ties import home, joined, opinions, spoken

RULE: Final = (
    "Rule 1: origins are where chains end; only assertions and denials count, each kind for "
    "itself, and circles have no origin. Origins are one where they have the same speaker, or one "
    "judged to be the same; where one speaks for the other; where they report the same utterance, "
    "or one judged to be the same. A copy, as judged, adds none. Whoever is not named belongs to "
    "the nearest named speaker, cited work or source of the chain. Judgements of programs may "
    "merge and never split. `count` counts every group, `at_least` only those behind which a "
    "source itself names somebody, or 1 if there are none."
)
MOST_NAMED: Final = 3
"""Speakers whose names make the label of a group."""

_UNSAID: Final = frozenset({"deny", "ask", "urge", "demand", "pledge", "predict"})
"""Acts that do not say that what stands inside them was said."""

_NAMED_KINDS: Final = frozenset({"person", "organization"})

_Reason = Literal["no-claim-of-fact", "not-reported-as-said", "circle", "copy"]


def independent_origins(ways: Ways, judged: Judged) -> IndependentOrigins:
    """Return the origins of a claim in groups, those who affirm it and those who deny it."""
    sides = [_Side(ways, judged, polarity) for polarity in ("affirmed", "negated")]
    affirmed, denials = (side.count() for side in sides)
    uncounted = [each for side in sides for each in side.uncounted()]
    return IndependentOrigins(
        count=affirmed.count,
        at_least=affirmed.at_least,
        groups=affirmed.groups,
        rule=RULE,
        denials=denials,
        uncounted=tuple(sorted(uncounted, key=lambda one: one.attribution.iri)),
    )


class _Side:
    """Those who affirm a claim, or those who deny it."""

    def __init__(self, ways: Ways, judged: Judged, polarity: str) -> None:
        """Sort the attributions by whether they count."""
        self._ways = ways
        views = [view for view in ways.starts if view.polarity == polarity]
        told = list(spoken(views, judged))
        self._forest = Forest([*told, *joined(views, ways.layers), *opinions(judged)])
        self._told = Forest(told)
        self._identified = {self._told.root(iri) for iri in _identified(views, judged)}
        self._left_out: dict[_Reason, list[AttributionView]] = defaultdict(list)
        self._copies: dict[str, tuple[Opinion, bool]] = {}
        self._ends: list[AttributionView] = []
        self._sort(views, Copies(ways, judged))
        self._counted = {self._root(view) for view in self._ends if view.iri not in self._copies}

    def count(self) -> OriginCount:
        """Return the groups, the certain ones first."""
        members: dict[str, list[AttributionView]] = defaultdict(list)
        for view in self._ends:
            members[self._root(view)].append(view)
        groups = [self._group(members[root]) for root in sorted(self._counted)]
        certain = sum(group.certain for group in groups)
        return OriginCount(
            count=len(groups),
            at_least=max(certain, min(len(groups), 1)),
            groups=tuple(sorted(groups, key=lambda group: not group.certain)),
        )

    def uncounted(self) -> Iterator[Uncounted]:
        """Yield what does not count, and why."""
        copies = [view for view in self._ends if self._root(view) not in self._counted]
        for reason, views in (*self._left_out.items(), ("copy", copies)):
            for view in views:
                opinion, by_program = self._copies.get(view.iri, (None, False))
                yield Uncounted.model_validate(
                    {
                        "reason": reason,
                        "attribution": pointer(view),
                        "speaker": view.speaker,
                        "source": view.source,
                        "judgement": opinion and opinion.judgement,
                        "by_program": by_program,
                    }
                )

    def _sort(self, views: Iterable[AttributionView], copies: Copies) -> None:
        for view in views:
            ends = not self._ways.further(view)
            if view.iri in self._ways.arriving and not ends:
                continue
            if view.act not in FACTS:
                self._left_out["no-claim-of-fact"].append(view)
            elif not ends:
                self._left_out["circle"].append(view)
            elif self._is_unsaid(view):
                self._left_out["not-reported-as-said"].append(view)
            else:
                self._ends.append(view)
                if judgement := copies.judgement(view):
                    self._copies[view.iri] = judgement

    def _is_unsaid(self, view: AttributionView) -> bool:
        around = self._ways.layers.from_outside(view)[:-1]
        return any(outer.act in _UNSAID and outer.claim.iri != self._ways.claim for outer in around)

    def _root(self, view: AttributionView) -> str:
        return self._forest.root(view.speaker.iri)

    def _group(self, views: Sequence[AttributionView]) -> OriginGroup:
        speakers: dict[str, list[AttributionView]] = defaultdict(list)
        for view in views:
            speakers[view.speaker.iri].append(view)
        members = [
            GroupMember(
                speaker=_least([view.speaker for view in speakers[iri]]),
                attributions=tuple(pointer(view) for view in speakers[iri]),
            )
            for iri in sorted(speakers)
        ]
        return OriginGroup(
            label=self._label([speakers[iri][0] for iri in sorted(speakers)]),
            certain=any(self._is_certain(view) for view in views),
            members=tuple(members),
            merges=self._forest.between(speakers),
        )

    def _is_certain(self, view: AttributionView) -> bool:
        known = self._told.root(view.speaker.iri) in self._identified
        return known and view.iri not in self._copies and ending(view) != "not-in-cited-work"

    def _label(self, views: Sequence[AttributionView]) -> str:
        names = [view.speaker.label for view in views if not unnamed(view)] or [
            f"{view.speaker.label} ({home(view, self._ways.layers).label})" for view in views
        ]
        more = len(names) - MOST_NAMED
        return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _least(speakers: Iterable[SpeakerRef]) -> SpeakerRef:
    return min(speakers, key=lambda speaker: (speaker.label, speaker.kind))


def _identified(views: Iterable[AttributionView], judged: Judged) -> Iterator[str]:
    """Yield the speakers who are somebody in particular, as the sources say."""
    for view in views:
        if not unnamed(view):
            yield view.speaker.iri
    for one in judged.uttered:
        for speaker in (one.spoken_by, one.on_behalf_of):
            if speaker and speaker.kind in _NAMED_KINDS:
                yield speaker.iri
