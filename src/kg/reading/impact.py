"""What would change if a record were taken back: worked out, and nothing done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, Final

from kg.model.answers import Some
from kg.model.impact import ClaimImpact, ImpactAnswer, Touched
from kg.model.terms import Term
from kg.model.views import ClaimRef, Pointer, Ref
from kg.reading.aside import reckoned
from kg.reading.asked import unknown
from kg.reading.consistency import at_one_revision
from kg.reading.knowledge import Knowledge
from kg.reading.linking import link
from kg.reading.listing import first_of
from kg.reading.reaching import claims_touching, reached
from kg.reading.reckoning import Reckoner
from kg.reading.same_origin import followed
from kg.reading.views import attribution_views
from kg.search.naming import id_of
from kg.store.base import Rows
from kg.trace.impact import Taken
from kg.vocab import VOCABULARY

MOST_LISTED: Final = 100
"""Things listed of each kind."""

MOST_CLAIMS: Final = 50
"""Claims whose numbers are worked out; the others are counted as omitted."""

RULE: Final = (
    "The numbers are those of the trace of each claim, from the same rows without those of the "
    "record: its attributions, utterances and judgements are left out, and its source is a work "
    "not seen unless another record reads it. Speakers and claims are those that no other record "
    "credits or makes."
)
_FIELDS: Final = {
    "attributions": "attribution", "utterances": "utterance", "read_by": "read-by",
    "cited_by": "cited-by", "copies": "copy", "replies": "reply",
    "judgements_given": "judgement-given", "judged": "judged",
    "judgements_about": "judgement-about", "speakers": "speaker", "claims_only_here": "claim",
}  # fmt: skip
"""The lists of an answer, by how what is in them depends on the record."""


@dataclass(frozen=True, slots=True)
class Dependants:
    """What depends on a record, by how it does."""

    of: Mapping[str, Sequence[Touched]]

    @classmethod
    def in_rows(cls, rows: Rows) -> Dependants:
        """Sort the rows of `records/impact` by their effect."""
        found: dict[str, list[Touched]] = defaultdict(list)
        for row in rows:
            found[row["effect"].value].append(_touched(row))
        return cls(found)

    def iris(self, *effects: str) -> frozenset[str]:
        """Return the IRIs of all that depends in one of these ways."""
        return frozenset(each.iri for effect in effects for each in self.of.get(effect, ()))

    def taken(self) -> Taken:
        """Return what goes with the record."""
        (source,) = self.of["source"]
        return Taken(
            record=source.record.iri if source.record else "",
            source=None if self.of.get("read-by") else source.iri,
            utterances=self.iris("utterance"),
            judgements=self.iris("judgement-given") | self._asleep(),
        )

    def _asleep(self) -> frozenset[str]:
        """Return the judgements given by themselves about what goes: they are shown no more."""
        about = self.of.get("judgement-about", ())
        return frozenset(each.iri for each in about if each.record is None)

    def listed(self) -> dict[str, Any]:
        """Return the lists of an answer, each as long as it may be."""
        (source,) = self.of["source"]
        lists = {
            name: first_of(self.of.get(effect, ()), MOST_LISTED) for name, effect in _FIELDS.items()
        }
        return {**lists, "source": Ref(id=source.id, iri=source.iri, label=source.label)}


async def impact_of(knowledge: Knowledge, record: str) -> ImpactAnswer:
    """Return what would change if a record were taken back.

    Raises:
        UnknownThingError: no record of that id stands.
    """
    values = {"record": record}

    async def ask() -> tuple[ImpactAnswer, list[int | None]]:
        rows = await knowledge.rows("records/impact", values)
        found = Dependants.in_rows(rows)
        if not found.of:
            raise unknown("record", record)
        claims, complete, revisions = await _claims(knowledge, found)
        answer = ImpactAnswer(
            **found.listed(),
            id=record,
            iri=found.taken().record,
            label=record,
            claims=claims,
            complete=complete,
            rule=RULE,
            revision=rows.revision,
            sparql=link("records/impact", values),
        )
        return answer, [rows.revision, *revisions]

    return await at_one_revision(ask)


async def _claims(
    knowledge: Knowledge, found: Dependants
) -> tuple[Some[ClaimImpact], bool, list[int | None]]:
    """Return the claims whose traces may change: those that touch its source come first."""
    own, first = await claims_touching(knowledge, found.iris("source"))
    tied, complete, second = await reached(
        knowledge, found.iris("source", "attribution", "utterance", "judged")
    )
    others, third = await claims_touching(knowledge, tied)
    every = {**own, **others}
    claims = dict(islice(every.items(), MOST_CLAIMS))
    impacts, fourth = await _reckoned(knowledge, claims, found.taken())
    listed = Some[ClaimImpact](items=impacts, omitted=len(every) - len(claims))
    return listed, complete, [*first, *second, *third, *fourth]


async def _reckoned(
    knowledge: Knowledge, claims: Mapping[str, ClaimRef], taken: Taken
) -> tuple[tuple[ClaimImpact, ...], list[int | None]]:
    if not claims:
        return (), []
    asked = tuple(claims)
    said, first = await knowledge.facts("attributions/facts", {"chain_of": asked})
    views = attribution_views(said)
    judged, others = await followed(knowledge, views)
    reckoner = partial(Reckoner(views, judged, taken).impacts, claims.values())
    return await reckoned(reckoner, len(views)), [first, *others]


def _touched(row: Mapping[str, Term]) -> Touched:
    thing, holder = row["thing"].value, row.get("holder")
    return Touched(
        id=id_of(thing),
        iri=thing,
        label=row["label"].value.removeprefix(VOCABULARY),
        record=Pointer(id=id_of(holder.value), iri=holder.value) if holder else None,
    )
