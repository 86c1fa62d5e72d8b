"""One claim, speaker, source or attribution, from the store."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from kg.model.answers import AttributionAnswer, SpeakerAnswer, TextAnswer
from kg.model.views import AttributionView
from kg.reading.asked import unknown
from kg.reading.consistency import at_one_revision
from kg.reading.knowledge import Knowledge
from kg.reading.linking import link
from kg.reading.views import attribution_views, passage_views, thing_json
from kg.search.facts import Facts
from kg.search.naming import id_of, name_of, ref
from kg.search.stated import facts_in
from kg.search.things import snapshot
from kg.vocab import CP

_CLASSES: Final = {"claim": CP.Claim, "speaker": CP.Speaker, "source": CP.Source}


async def thing(knowledge: Knowledge, noun: str, given: str) -> dict[str, Any]:
    """Return the JSON of a claim, speaker or source, with its counts, revision and link.

    Raises:
        UnknownThingError: there is none with that id.
    """
    return (await _thing(knowledge, noun, given))[1]


async def speaker(knowledge: Knowledge, given: str) -> SpeakerAnswer:
    """Return one speaker, with every wording it was mentioned by.

    Raises:
        UnknownThingError: there is none with that id.
    """
    facts, whole = await _thing(knowledge, "speaker", given)
    return SpeakerAnswer.model_validate(
        whole | {"mentions": facts.texts(whole["iri"], CP.writtenAs)}
    )


async def attribution(knowledge: Knowledge, given: str) -> AttributionAnswer:
    """Return one attribution.

    Raises:
        UnknownThingError: there is none with that id.
    """
    iri = knowledge.iri("attribution", given)
    facts, revision = await knowledge.facts("attributions/facts", {"attribution": iri})
    found = attribution_views(facts)
    if not found:
        raise unknown("attribution", given)
    sparql = link("attributions/facts", {"attribution": knowledge.short("attribution", iri)})
    return AttributionAnswer.model_validate(
        found[0].model_dump() | {"revision": revision, "sparql": sparql}
    )


async def source_text(knowledge: Knowledge, given: str) -> TextAnswer:
    """Return a source's newest snapshot with its text, passages and attributions.

    Raises:
        UnknownThingError: there is no such source.
    """
    iri = knowledge.iri("source", given)

    async def ask() -> tuple[TextAnswer, tuple[int | None, ...]]:
        (facts, first), (said, second), rows = await asyncio.gather(
            knowledge.facts("sources/facts", {"source": iri}),
            knowledge.facts("attributions/facts", {"source": iri}),
            knowledge.rows("sources/passages", {"source": iri}),
        )
        check(facts, "source", iri, given)
        views = attribution_views(said)
        held = _newest(facts.subjects(CP.snapshotOf, iri), views)
        found, third = await knowledge.find("text", snapshot=held or "")
        passages = passage_views(facts_in(rows), (row["passage"].value for row in rows))
        answer = {
            **ref(name_of(facts, iri)),
            "revision": first,
            "sparql": link("sources/passages", {"source": knowledge.short("source", iri)}),
            "snapshot": snapshot(facts, held) if held else None,
            "text": found["text"],
            "passages": [each for each in passages if _in(each.anchor.snapshot, held)],
            "attributions": sorted(
                (view for view in views if _in(view.anchor.snapshot, held)), key=_place
            ),
        }
        return TextAnswer.model_validate(answer), (first, second, third, rows.revision)

    return await at_one_revision(ask)


def check(facts: Facts, noun: str, iri: str, given: str) -> None:
    """Raise UnknownThingError unless the facts state that there is such a thing."""
    if iri not in facts.of_type(_CLASSES[noun]):
        raise unknown(noun, given)


async def _thing(knowledge: Knowledge, noun: str, given: str) -> tuple[Facts, dict[str, Any]]:
    iri, query = knowledge.iri(noun, given), f"{noun}s/facts"

    async def ask() -> tuple[tuple[Facts, dict[str, Any]], tuple[int | None, ...]]:
        (facts, revision), (found, indexed) = await asyncio.gather(
            knowledge.facts(query, {noun: iri}), knowledge.find("counts", noun=noun, iris=[iri])
        )
        check(facts, noun, iri, given)
        whole = thing_json(noun, facts, iri) | {
            "counts": found["counts"][iri],
            "revision": revision,
            "sparql": link(query, {noun: knowledge.short(noun, iri)}),
        }
        return (facts, whole), (revision, indexed)

    return await at_one_revision(ask)


def _newest(snapshots: list[str], views: list[AttributionView]) -> str | None:
    """Return the snapshot that was read last; by its IRI where nothing was read in any."""
    read = {view.anchor.snapshot: view.recorded_at for view in views}
    return max(snapshots, key=lambda iri: (read.get(id_of(iri), ""), iri), default=None)


def _in(snapshot: str, held: str | None) -> bool:
    return held is not None and snapshot == id_of(held)


def _place(view: AttributionView) -> tuple[int, int, str]:
    return (view.anchor.start, -view.anchor.end, view.iri)
