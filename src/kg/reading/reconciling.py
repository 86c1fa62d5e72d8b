"""Matching names from elsewhere with the things here: Reconciliation Service API 0.2.

A score says how well words fit and nothing more. Nothing is merged: what is done with a candidate
is the client's decision.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from kg.errors import UnknownThingError
from kg.model.reconciliation import (
    Extended,
    ExtensionQuery,
    NamedAlike,
    NameQuery,
    Reconciled,
    SuggestedEntities,
    SuggestedEntity,
)
from kg.reading.aside import reckoned
from kg.reading.consistency import at_one_revision
from kg.reading.first_known import first_known
from kg.reading.knowledge import Knowledge
from kg.reading.reconciled_properties import FIRST_KNOWN, TYPES, Property, noun_of, property_of
from kg.reading.scoring import ANONYMOUS, Scored, given_of, scored, words_of
from kg.reading.views import attribution_views
from kg.search.naming import Json, kind_of

PAGE: Final = 20
"""Things suggested at once."""
COMPARED: Final = 20
"""Candidates, the best by name, whose properties are compared."""
Revisions = list[int | None]


class Reconciler:
    """Finds candidates for names, suggests things, and tells their properties.

    Every verb raises `StoreError` or `LimitError` when the index does not answer, and
    `BadParameterError` for types and properties that there are not.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        """Ask this knowledge; the ids of things are their IRIs without its base."""
        self._knowledge = knowledge
        self._base = knowledge.base

    async def reconcile(self, query: NameQuery) -> Reconciled:
        """Return the candidates for one query, best first."""
        nouns, given = _nouns(query), given_of(query.properties)
        words = words_of(query.query, given)
        wanted = [each.property for each in given]
        limit = max(query.limit, COMPARED) if given else query.limit

        async def ask() -> tuple[Reconciled, Revisions]:
            found, first = await self._knowledge.find(
                "like", words=words, nouns=nouns, limit=limit, named=self._named(words, nouns)
            )
            iris = [each["iri"] for each in found["items"]] if given else []
            items, revisions = await self._items(iris, wanted)
            compared = sum(len(each.values) for each in given) * len(items)
            best = await reckoned(lambda: scored(found, items, given, self._base), compared)
            answer = Reconciled(
                result=tuple(self._alike(each) for each in best[: query.limit]),
                found=found["found"],
                cut=found["cut"] or bool(given and found["found"] > limit),
                revision=first,
            )
            return answer, [first, *revisions]

        return await at_one_revision(ask)

    async def suggest(self, prefix: str, type_id: str | None, skip: int) -> SuggestedEntities:
        """Return things with these words in a name, or with this id, after the first `skip`."""
        nouns = [noun_of(type_id, "type")] if type_id else list(TYPES)
        words = prefix.strip()
        found, revision = await self._knowledge.find(
            "beginning",
            words=words,
            nouns=nouns,
            skip=skip,
            limit=PAGE,
            named=self._named(words, nouns),
        )
        return SuggestedEntities(
            result=tuple(
                SuggestedEntity(
                    id=self._id(each["iri"]),
                    name=each["label"],
                    description=_description(kind_of(each["iri"]), each["kind"]),
                    notable=(TYPES[kind_of(each["iri"])],),
                )
                for each in found["items"]
            ),
            more=found["more"],
            revision=revision,
        )

    async def extend(self, query: ExtensionQuery) -> Extended:
        """Return the values of some properties of some things; unknown ids are told apart."""
        wanted = [property_of(each.id, "properties") for each in query.properties]
        iris = {each: self._iri(each) for each in query.ids}

        async def ask() -> tuple[Extended, Revisions]:
            items, revisions = await self._items(iris.values(), wanted)
            answer = Extended(
                meta=tuple(each.meta for each in wanted),
                rows={
                    given: {
                        each.id: each.cells(items[iri], kind_of(iri), self._base)
                        if iri in items
                        else ()
                        for each in wanted
                    }
                    for given, iri in iris.items()
                },
                unknown=tuple(given for given, iri in iris.items() if iri not in items),
                revision=revisions[0] if revisions else None,
            )
            return answer, revisions

        return await at_one_revision(ask)

    async def described(self, given: str) -> tuple[str, Json]:
        """Return the kind of one thing and what the index has recorded of it.

        Raises:
            UnknownThingError: there is none with that id.
        """
        iri = self._iri(given)
        items, _ = await self._items([iri], ())
        if iri not in items:
            raise UnknownThingError(
                f"there is no “{given}” here",
                where="id",
                hint="ids are like speaker/russian-mod; reconcile or suggest tells them",
            )
        return kind_of(iri), items[iri]

    def _alike(self, found: Scored) -> NamedAlike:
        noun = kind_of(found.iri)
        described = _description(noun, found.kind)
        if found.name != found.label and not found.by_id:
            described += f"; here also “{found.name}”"
        return NamedAlike(
            id=self._id(found.iri),
            name=found.label,
            description=described,
            score=found.score,
            features=found.features,
            match=found.certain,
            type=(TYPES[noun],),
        )

    async def _items(
        self, iris: Iterable[str], wanted: Collection[Property]
    ) -> tuple[Json, Revisions]:
        asked: dict[str, list[str]] = {}
        for iri in iris:
            if (noun := _noun(iri)) in TYPES:
                asked.setdefault(noun, []).append(iri)
        if not asked:
            return {}, []
        found, revision = await self._knowledge.find("described", iris=asked)
        items: Json = found["items"]
        claims = [iri for iri in items if kind_of(iri) == "claim"]
        if not claims or FIRST_KNOWN not in {each.id for each in wanted}:
            return items, [revision]
        return items, [revision, await self._know_first(claims, items)]

    async def _know_first(self, claims: Sequence[str], items: Json) -> int | None:
        """Note of each claim who is first known to have said it."""
        facts, revision = await self._knowledge.facts(
            "attributions/facts", {"chain_of": tuple(claims)}
        )
        views = attribution_views(facts)

        def note() -> None:
            for claim in claims:
                known = first_known([view for view in views if view.claim.iri == claim])
                speaker = known.speaker if known else None
                items[claim]["first_known"] = speaker.model_dump() if speaker else None

        await reckoned(note, len(views))
        return revision

    def _id(self, iri: str) -> str:
        return iri.removeprefix(self._base)

    def _iri(self, given: str) -> str:
        return given if "://" in given else self._base + given

    def _named(self, words: str, nouns: Sequence[str]) -> str | None:
        """Return the IRI that the words are, or the id of; None where they are none."""
        iri = self._iri(words)
        return iri if _noun(iri) in nouns else None


def _noun(iri: str) -> str:
    return kind_of(iri) if iri.count("/") > 1 else ""


def _nouns(query: NameQuery) -> list[str]:
    given = (query.type,) if isinstance(query.type, str) else query.type or ()
    nouns = list(dict.fromkeys(noun_of(each, "type") for each in given))
    if query.type_strict == "all" and len(nouns) > 1:
        return []  # nothing here is of two types
    return nouns or list(TYPES)


def _description(noun: str, kind: str | None) -> str:
    if noun != "speaker":
        return noun
    kind = kind or ANONYMOUS[-1]
    return f"{kind}, meaning something in one source only" if kind in ANONYMOUS else kind
