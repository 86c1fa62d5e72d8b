"""One claim, speaker, source or attribution, from the store."""

from __future__ import annotations

from typing import Any, Final

from kg.model.answers import AttributionAnswer, SpeakerAnswer
from kg.reading.aside import together
from kg.reading.asked import unknown
from kg.reading.consistency import at_one_revision
from kg.reading.knowledge import Knowledge
from kg.reading.linking import link
from kg.reading.views import attributions_json, thing_json
from kg.search.facts import Facts
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
    found = attributions_json(facts)
    if not found:
        raise unknown("attribution", given)
    sparql = link("attributions/facts", {"attribution": knowledge.short("attribution", iri)})
    return AttributionAnswer.model_validate(found[0] | {"revision": revision, "sparql": sparql})


def check(facts: Facts, noun: str, iri: str, given: str) -> None:
    """Raise UnknownThingError unless the facts state that there is such a thing."""
    if iri not in facts.of_type(_CLASSES[noun]):
        raise unknown(noun, given)


async def _thing(knowledge: Knowledge, noun: str, given: str) -> tuple[Facts, dict[str, Any]]:
    iri, query = knowledge.iri(noun, given), f"{noun}s/facts"

    async def ask() -> tuple[tuple[Facts, dict[str, Any]], tuple[int | None, ...]]:
        (facts, revision), (found, indexed) = await together(
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
