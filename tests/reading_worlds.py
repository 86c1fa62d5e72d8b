"""Small random collections, for holding the index and SPARQL to the same answers."""

from __future__ import annotations

import json
from typing import Any, Final

from hypothesis import strategies as st

from kg.records import NOTHING, ResolvedRecord, parse

WORDS: Final = (
    "hill", "Hill", "HILL", "dam\u2019s", "dam's", "Straße", "STRASSE", "Sar\u0131baba", "SARIBABA",
    "İzmir", "ΟΔΟΣ", "οδός", "“taken”", '"taken"', "off—on", "off-on", "no\u00a0one", "é",
    "e\u0301",
)  # fmt: skip
CLAIMS: Final = {
    "taken": {
        "text": "The Hill was taken",
        "about": ["hill"],
        "situation": {"verbatim": "in late March", "edtf": "2026-03-24/2026-03-31"},
    },
    "dam": {
        "text": "The dam\u2019s gates are shut",
        "about": ["dam", "mod"],
        "situation": {"verbatim": "by 1 April", "edtf": "[..2026-04-01]"},
    },
    "street": {"text": "ΟΔΟΣ and Straße", "about": []},
}
SPEAKERS: Final = (
    {
        "id": "mod",
        "kind": "organization",
        "name": "The ministry",
        "names": [{"text": "Минобороны", "lang": "ru"}],
    },
    {"id": "ana", "kind": "person", "name": "Ana"},
)
VOICES: Final = {"id": "voices", "kind": "group", "name": "Those who spoke"}
DATES: Final = (
    None, "2026-03-25", "2026-03", "XXXX-03-25", "[..2026-04-01]", "2026-03-30/..",
    "2026-03-20/2026-04-10", "2025",
)  # fmt: skip
RELATIONS: Final = ("sameClaim", "contradicts", "narrower", "sameSpeaker")
ACTS: Final = ("assert", "deny", "urge", "ask")
LANGUAGES: Final = ("en", "en-GB", "de")


@st.composite
def worlds(draw: st.DrawFn) -> list[ResolvedRecord]:
    """Draw one to three records that share speakers, claims and things."""
    return [_record(draw, n) for n in range(1, draw(st.integers(1, 3)) + 1)]


def _record(draw: st.DrawFn, n: int) -> ResolvedRecord:
    sentences = [
        " ".join([f"{n}{m}", *draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))])
        for m in range(draw(st.integers(1, 4)))
    ]
    issued = draw(st.sampled_from(DATES))
    content: dict[str, Any] = {
        "record": f"r{n}",
        "annotator": {"id": "tester", "name": "A tester", "kind": "person"},
        "invented": draw(st.booleans()),
        "source": {
            "id": f"paper-{n}",
            "kind": "article",
            "title": f"Paper {n}",
            "language": draw(st.sampled_from(LANGUAGES)),
            "url": f"https://paper.example/{n}",
            **({"issued": {"verbatim": issued, "edtf": issued}} if issued else {}),
        },
        "speakers": [*SPEAKERS, VOICES],
        "places": [
            {"id": "hill", "name": "The hill", "names": [{"text": "Sar\u0131baba", "lang": "az"}]}
        ],
        "things": [{"id": "dam", "name": "The dam"}],
        "claims": [{"id": id_, "language": "en", **claim} for id_, claim in CLAIMS.items()],
        "attributions": [_attribution(draw, m, text) for m, text in enumerate(sentences)],
        "judgements": [_judgement(draw, f"j{n}{m}") for m in range(draw(st.integers(0, 2)))],
    }
    return parse(
        json.dumps(content).encode(),
        name=f"r{n}.json",
        text="\n\n".join(sentences).encode(),
        known=NOTHING,
    )


def _judgement(draw: st.DrawFn, id_: str) -> dict[str, Any]:
    relation = draw(st.sampled_from(RELATIONS))
    speakers = relation == "sameSpeaker"
    kind, ids = ("speaker", ["mod", "ana"]) if speakers else ("claim", sorted(CLAIMS))
    judges, against = draw(st.permutations(ids))[:2]
    return {
        "id": id_,
        "relation": relation,
        "judges": f"{kind}/{judges}",
        "against": f"{kind}/{against}",
        "at": "2026-11-21",
    }


def _attribution(draw: st.DrawFn, m: int, sentence: str) -> dict[str, Any]:
    act = draw(st.sampled_from(ACTS))
    open_ended = draw(st.booleans())
    edtf = draw(st.sampled_from(DATES))
    hedges = draw(st.lists(st.sampled_from(sentence.split(" ")), max_size=2, unique=True))
    found: dict[str, Any] = {
        "id": f"a{m}",
        "quote": sentence,
        "speaker": "voices" if open_ended else draw(st.sampled_from(SPEAKERS))["id"],
        "basis": "open" if open_ended else draw(st.sampled_from(["named", "context"])),
        "act": act,
        "polarity": "negated" if act == "deny" else "affirmed",
        "stance": draw(st.sampled_from(["neutral", "distancing", "endorsing"])),
        "hedges": hedges,
        "quote_mode": "indirect",
        "claim": draw(st.sampled_from(sorted(CLAIMS))),
    }
    if edtf:
        found["said"] = {"verbatim": edtf, "edtf": edtf}
    if m and draw(st.booleans()):
        found["within"] = f"a{draw(st.integers(0, m - 1))}"
    return found
