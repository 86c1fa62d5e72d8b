"""What is worded or spelt like something looked up, with what differs: shown, never a match."""

from __future__ import annotations

from typing import Any, Final

from kg.model.lookups import Near, NearHit
from kg.reading.knowledge import Knowledge
from kg.reading.linking import link
from kg.reading.questions import Question
from kg.search.naming import Json
from kg.trace.drifting import changes

RULE: Final = (
    "Likeness of words, never of meaning. First what has all the words once case, marks and script "
    "are levelled, then spelling too, then what shares many; of these what differs in a name, a "
    "number, a date or a negation comes last of all. Score: half for the share of your words that "
    "are there, three tenths for the share of its words that are yours, two tenths for their order."
)


async def nearby(knowledge: Knowledge, asked: Question) -> tuple[Near, int | None]:
    """Return the claims like what is looked up that the look-up itself does not find."""
    besides: dict[str, Any] = {}
    text = asked.value
    if asked.kind != "near":
        besides = {asked.kind: asked.ask["words"]}
    if asked.kind == "text":
        text = " ".join(asked.ask["words"])
    found, revision = await knowledge.find("near", text=text, besides=besides)
    claims = tuple(knowledge.short("claim", each["claim"]["iri"]) for each in found["items"])
    return Near(
        items=tuple(_shown(text, each) for each in found["items"]),
        compared=found["compared"],
        cut=found["cut"],
        rule=RULE,
        sparql=link("lookups/wordings", {"claim": claims}) if claims else None,
    ), revision


def _shown(text: str, item: Json) -> NearHit:
    return NearHit.model_validate(item | {"changes": changes(text, item["passage"])})
