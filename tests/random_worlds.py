"""Small random worlds of who cites whom, with judgements, for what holds of every trace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from hypothesis import strategies as st

from kg.model.traces import IndependentOrigins, Trace
from kg.model.views import AttributionView, Pointer, Ref, SpeakerRef
from kg.trace import Judged, Layers, Opinion, Relation, Uttered, trace
from kg.vocab import DEFAULT_BASE as BASE
from saying import CLAIM, said

SOURCES: Final = ("s0", "s1", "s2", "s3")
NAMED: Final = ("ministry", "mayor", "rival")
UNNAMED: Final = ("officials", "voices")
FACTS: Final = ("assert", "deny")


@dataclass(frozen=True)
class World:
    """Attributions as `saying.said` takes them, and judgements about them."""

    said: tuple[dict[str, Any], ...]
    opinions: tuple[Opinion, ...] = ()
    uttered: tuple[Uttered, ...] = ()

    @property
    def views(self) -> list[AttributionView]:
        """The attributions; a source that says anything is held, and is a work seen."""
        held = {one["source"] for one in self.said}
        return [_view(one, held) for one in self.said]

    def trace(self) -> Trace:
        return trace(CLAIM, Layers(self.views), Judged(self.opinions, self.uttered))

    def counted(self) -> IndependentOrigins:
        found = self.trace().independent_origins
        assert found is not None
        return found


def _view(one: dict[str, Any], held: set[str]) -> AttributionView:
    via = one.get("via")
    return said(**{**one, "via": f"+{via}" if via in held else via})


def opinion(
    n: int, relation: Relation, judges: str, against: str, *, program: bool = False
) -> Opinion:
    return Opinion(
        judgement=Pointer(id=f"j{n}", iri=f"{BASE}judgement/j{n}"),
        relation=relation,
        judges=_ref(judges),
        against=_ref(against),
        by=_ref("annotator/somebody"),
        by_program=program,
    )


def _ref(place: str) -> Ref:
    return Ref(id=place, iri=f"{BASE}{place}", label=place)


def _speaker(name: str) -> SpeakerRef:
    return SpeakerRef(**_ref(f"speaker/{name}").model_dump(), kind="organization")


@st.composite
def worlds(draw: st.DrawFn) -> World:
    told = tuple(attribution(draw, n) for n in range(draw(st.integers(1, 9))))
    return World(_nested(draw, told), _opinions(draw), _uttered(draw))


def attribution(draw: st.DrawFn, n: int, source: str = "") -> dict[str, Any]:
    source = source or draw(st.sampled_from(SOURCES))
    named = draw(st.booleans())
    speaker = (
        draw(st.sampled_from(NAMED)) if named else f"{source}-{draw(st.sampled_from(UNNAMED))}"
    )
    act = draw(st.sampled_from((*FACTS, "assert", "urge")))
    others = [other for other in (*SOURCES, "mirror", "memo", None, None) if other != source]
    return {
        "id_": f"a{n}",
        "source": source,
        "speaker": speaker,
        "kind": "organization" if named else "group",
        "basis": draw(st.sampled_from(["named", "authorVoice", "open"])) if named else "described",
        "act": act,
        "polarity": "negated" if act == "deny" else "affirmed",
        "claim": draw(st.sampled_from(["taken", "taken", "taken", "other"])),
        "via": draw(st.sampled_from(others)),
        "hedges": draw(st.sampled_from([(), ("allegedly",)])),
        "utterance": draw(st.sampled_from([None, None, _ref(f"utterance/{source}-talk")])),
    }


def _nested(draw: st.DrawFn, told: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
    found: list[dict[str, Any]] = []
    for one in told:
        around = [outer["id_"] for outer in found if outer["source"] == one["source"]]
        found.append(one | ({"within": draw(st.sampled_from([None, *around]))} if around else {}))
    return tuple(found)


def _opinions(draw: st.DrawFn) -> tuple[Opinion, ...]:
    speakers = [
        f"speaker/{name}" for name in (*NAMED, *(f"{s}-{u}" for s in SOURCES for u in UNNAMED))
    ]
    sides: dict[Relation, list[str]] = {
        "sameSpeaker": speakers,
        "sameUtterance": [f"utterance/{source}-talk" for source in SOURCES],
        "copyOf": [f"source/{source}" for source in SOURCES],
    }
    found = []
    for n in range(draw(st.integers(0, 4))):
        relation = draw(st.sampled_from(sorted(sides)))
        first, second = sorted(
            draw(st.lists(st.sampled_from(sides[relation]), min_size=2, max_size=2))
        )
        found.append(opinion(n, relation, second, first, program=draw(st.booleans())))
    return tuple(found)


def _uttered(draw: st.DrawFn) -> tuple[Uttered, ...]:
    speakers = [_speaker(name) for name in NAMED]
    return tuple(
        Uttered(
            utterance=_ref(f"utterance/{source}-talk"),
            spoken_by=draw(st.sampled_from(speakers)),
            on_behalf_of=draw(st.sampled_from([None, *speakers])),
        )
        for source in sorted(draw(st.sets(st.sampled_from(SOURCES))))
    )
