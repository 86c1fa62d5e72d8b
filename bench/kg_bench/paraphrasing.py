"""How often a sentence is found again that is asked for otherwise, by kind of change."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from kg.rdf.ids import Iris
from kg.rdf.record import quads
from kg.records import ResolvedRecord, parse
from kg.search.answering import Answering
from kg.search.index import Index
from kg.search.schema import open_read_only
from kg.vocab import DEFAULT_BASE
from kg_bench.collection import recorded_at
from kg_bench.distracting import distractors

FIRST: Final = 5
"""How many of the first are looked at."""
_PAIRS: Final = Path(__file__).parents[1] / "paraphrases.yaml"
_A_RECORD: Final = 200


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence as it was said and as it is asked for; `differs` is what has to be named."""

    kind: str
    said: str
    asked: str
    differs: str | None = None


@dataclass(frozen=True, slots=True)
class Recall:
    """Of the pairs of one kind: found among the first, differing, and named as that."""

    kind: str
    pairs: int
    found: int
    differing: int
    named: int


def pairs() -> list[Pair]:
    """Return the written pairs."""
    written: dict[str, list[dict[str, str]]] = yaml.safe_load(_PAIRS.read_text("utf-8"))
    return [Pair(kind, **each) for kind, some in written.items() for each in some]


def recalls(number: int) -> list[Recall]:
    """Return how well the pairs are found among so many other sentences."""
    every = pairs()
    kinds = dict.fromkeys(pair.kind for pair in every)
    said = {pair.said: f"pair-{n}" for n, pair in enumerate(every)}
    sentences = distractors(number, list(said), [pair.asked for pair in every])
    others = {words: f"other-{n}" for n, words in enumerate(sentences)}
    with indexed({**said, **others}) as answering:
        tried = [(pair, *_found(answering, pair, said[pair.said])) for pair in every]
    return [_recall(kind, [each for each in tried if each[0].kind == kind]) for kind in kinds]


def _recall(kind: str, tried: Sequence[tuple[Pair, bool, bool]]) -> Recall:
    return Recall(
        kind,
        pairs=len(tried),
        found=sum(found for _, found, _ in tried),
        differing=sum(pair.differs is not None for pair, *_ in tried),
        named=sum(named for *_, named in tried),
    )


@contextmanager
def indexed(sentences: dict[str, str]) -> Iterator[Answering]:
    """Yield an index of sentences, each quoted once for the claim with the id it leads to.

    The texts of the claims say nothing, so that only quotations can be found.
    """
    every = list(sentences.items())
    parts = [every[start : start + _A_RECORD] for start in range(0, len(every), _A_RECORD)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.sqlite"
        with closing(Index.open(path.with_suffix(".working"))) as index:
            for number, some in enumerate(parts, start=1):
                _add(index, number, _record(f"part-{number}", some))
            index.commit(len(parts))
            index.copy_to(path)
        with closing(open_read_only(path)) as connection:
            yield Answering(connection)


def _found(answering: Answering, pair: Pair, claim: str) -> tuple[bool, bool]:
    answer = answering.answer({"ask": "near", "text": pair.asked})
    for each in answer["items"][:FIRST]:
        if each["claim"]["id"] == claim:
            return True, pair.differs in each["differs_in"]
    return False, False


def _add(index: Index, number: int, record: ResolvedRecord) -> None:
    found = quads(
        record,
        Iris(DEFAULT_BASE),
        version=1,
        recorded_at=recorded_at(number),
        event=number,
    )
    index.replace(record.record, found)


def _record(name: str, sentences: Sequence[tuple[str, str]]) -> ResolvedRecord:
    content: dict[str, Any] = {
        "record": name,
        "annotator": {"id": "benchmark", "name": "The benchmark", "kind": "program"},
        "invented": True,
        "source": {"id": name, "kind": "article", "title": name, "language": "en"},
        "speakers": [{"id": "somebody", "kind": "organization", "name": "somebody"}],
        "places": [
            {"id": "norvania", "name": "Norvania"},
            {"id": "oskaria", "name": "Oskaria"},
            {"id": "velm", "name": "Velm"},
        ],
        "claims": [{"id": id_, "text": id_, "language": "en"} for _, id_ in sentences],
        "attributions": [_attribution(words, id_) for words, id_ in sentences],
    }
    text = "\n\n".join(words for words, _ in sentences)
    return parse(json.dumps(content).encode(), name=f"{name}.json", text=text.encode())


def _attribution(words: str, claim: str) -> dict[str, Any]:
    return {
        "id": f"a-{claim}",
        "quote": words,
        "occurrence": 1,
        "speaker": "somebody",
        "basis": "context",
        "act": "assert",
        "quote_mode": "indirect",
        "claim": claim,
    }
