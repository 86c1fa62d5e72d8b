"""As many claims as wanted, each said once: the words of the generated world in as few quads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final, TypeAlias

from pyoxigraph import Quad, RdfFormat, serialize

from kg.keeping.ontology import Ontology
from kg.rdf.ids import Iris
from kg.rdf.record import quads
from kg.records import parse
from kg.vocab import DEFAULT_BASE
from kg_bench.claims import Claim, Claims
from kg_bench.collection import recorded_at
from kg_bench.world import Defined, World

Json: TypeAlias = dict[str, Any]

A_RECORD: Final = 250
SCALE: Final = 1_000_000
"""Quads of the world the claims are about: so many speakers and places."""


def write_claims(number: int, seed: int, out: Path) -> list[Json]:
    """Write records and quads of so many claims; return each thousandth, to be asked for."""
    (out / "records").mkdir(parents=True)
    iris, seen, asked = Iris(DEFAULT_BASE), set[int](), list[Json]()
    with (out / "quads.nq").open("wb") as file:
        serialize(_once(Ontology().quads(iris.graph("ontology")), seen), file, RdfFormat.N_QUADS)
        for part, said in enumerate(_said(number, seed), start=1):
            name, text = f"part-{part}", "\n\n".join(each["quote"] for each in said)
            data = json.dumps(_document(name, said), ensure_ascii=False).encode()
            record = parse(data, name=f"{name}.json", text=text.encode())
            stated = quads(record, iris, version=1, recorded_at=recorded_at(part), event=part)
            serialize(_once(stated, seen), file, RdfFormat.N_QUADS)
            (out / "records" / f"{name}.json").write_bytes(data)
            (out / "records" / f"{name}.txt").write_bytes(text.encode())
            asked.append({"quote": said[0]["quote"], "speaker": said[0]["speaker"].name})
    return asked


def _once(stated: Iterator[Quad], seen: set[int]) -> Iterator[Quad]:
    for quad in stated:
        mark = hash(quad)
        if mark not in seen:
            seen.add(mark)
            yield quad


def _said(number: int, seed: int) -> Iterator[list[Json]]:
    world, random = World(seed, SCALE), Random(f"{seed}-claims")
    claims = Claims(world)
    for start in range(0, number, A_RECORD):
        yield [
            _saying(world, random, claims.new(random))
            for _ in range(start, min(start + A_RECORD, number))
        ]


def _saying(world: World, random: Random, claim: Claim) -> Json:
    speaker = world.any_speaker(random)
    reworded = world.vocabulary.reworded(random, claim.words, 0.2)
    return {"quote": f"{speaker.name} said that {reworded}.", "speaker": speaker, "claim": claim}


def _document(name: str, said: list[Json]) -> Json:
    declared: dict[tuple[str, str], Json] = {}
    for each in said:
        for one in (*each["speaker"].all(), *each["claim"].defined.all()):
            declared.setdefault((one.field, one.id), one.entry)
    document: Json = {
        "record": name,
        "annotator": {"id": "benchmark", "name": "The benchmark", "kind": "person"},
        "invented": True,
        "source": {"id": name, "kind": "article", "title": name, "language": "en"},
        "text": f"{name}.txt",
        "attributions": [_attribution(n, each) for n, each in enumerate(said)],
    }
    for (field, _), entry in declared.items():
        document.setdefault(field, []).append(entry)
    return document


def _attribution(number: int, said: Json) -> Json:
    speaker: Defined = said["speaker"]
    return {
        "id": f"a{number}",
        "quote": said["quote"],
        "occurrence": 1,
        "speaker": speaker.id,
        "basis": "context",
        "act": "assert",
        "quote_mode": "indirect",
        "claim": said["claim"].id,
    }
