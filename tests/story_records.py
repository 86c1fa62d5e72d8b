"""Stories told in a few lines of YAML, as real records of a collection.

`tests/trace/stories/*.yaml` says what each field means. Every sentence of a source is a line of its
text, and a line is the quote of the attribution it is given with.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from fixture_records import Collected
from kg.records import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.records import ResolvedRecord

CLAIM = "told"
PERSON = {"id": "story-desk", "name": "The story desk", "kind": "person"}
PROGRAM = {"id": "story-matcher", "name": "A matching program", "kind": "program"}
UNNAMED = ("group", "undisclosed")


@dataclass(frozen=True)
class Story:
    """What happened, as its sources tell it, and what a person worked out by hand."""

    written: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.written["story"])

    @property
    def sources(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = self.written["sources"]
        return found

    @cached_property
    def texts(self) -> dict[str, str]:
        """Each source's text: the sentences it is told in, one a line."""
        return {id_: "\n".join(_lines(source["says"])) for id_, source in self.sources.items()}

    def records(self) -> list[ResolvedRecord]:
        """Return a record for each source, read in the order of the story."""
        known = Collected()
        return [known.hold(self._record(id_, known)) for id_ in self.sources]

    def _record(self, id_: str, known: Collected) -> ResolvedRecord:
        source = self.sources[id_]
        content: dict[str, Any] = {
            "record": id_,
            "annotator": PERSON,
            "invented": True,
            "source": self._work(id_),
            "text": {"inline": self.texts[id_]},
            "works": [self._work(cited) for cited in sorted(self._cited(id_))],
            "speakers": [self._speaker(who) for who in sorted(self._speakers(id_))],
            "claims": [
                {"id": claim, "text": text, "language": "en"}
                for claim, text in {CLAIM: self.written["claim"], **self._others()}.items()
            ],
            "utterances": [
                {"id": name, **uttered} for name, uttered in source.get("utterances", {}).items()
            ],
            "attributions": [self._attribution(n, one) for n, one in enumerate(source["says"], 1)],
            "judgements": [self._judgement(one, id_) for one in source.get("judged", ())],
        }
        data = json.dumps({key: value for key, value in content.items() if value != []}).encode()
        return parse(data, name=f"{id_}.json", known=known)

    def _others(self) -> dict[str, str]:
        return dict(self.written.get("other_claims", {}))

    def _work(self, id_: str) -> dict[str, Any]:
        told = self.sources.get(id_)
        if told is None:
            return {"id": id_, "kind": "statement", "label": f"{_name(id_)} (cited, invented)"}
        title = f"{_name(id_)} (invented)"
        work = {"id": id_, "kind": "article", "title": title, "language": told.get("lang", "en")}
        return {**work, "label": title}

    def _cited(self, id_: str) -> set[str]:
        return {one["via"] for one in self.sources[id_]["says"] if "via" in one}

    def _speakers(self, id_: str) -> set[str]:
        uttered = self.sources[id_].get("utterances", {}).values()
        spoken = {who for one in uttered for who in one.values()}
        return spoken | {one["speaker"] for one in self.sources[id_]["says"]}

    def _speaker(self, who: str) -> dict[str, Any]:
        return {"id": who, "kind": self.written["who"][who], "name": f"{_name(who)} (invented)"}

    def _attribution(self, number: int, one: dict[str, Any]) -> dict[str, Any]:
        more = dict(one)
        act = more.get("act", "assert")
        return {
            "id": f"a{number}",
            "quote": more.pop("words"),
            "basis": "described" if self.written["who"][one["speaker"]] in UNNAMED else "named",
            "act": act,
            "quote_mode": "indirect",
            "claim": CLAIM,
            "stance": "distancing" if more.get("hedges") else "neutral",
            **({"polarity": "negated"} if act == "deny" else {}),
            **more,
        }

    def _judgement(self, one: str, here: str) -> dict[str, Any]:
        """Read `relation judges against`, with `by-program` after it for a program's."""
        relation, judges, against, *program = one.split()
        return {
            "relation": relation,
            "judges": self._reference(judges, here),
            "against": self._reference(against, here),
            "at": "2026-11-21",
            "by": PROGRAM if program else PERSON,
        }

    def _reference(self, written: str, here: str) -> str:
        """Return `utterance/source.name` as a record refers to it, and others as written."""
        kind, _, rest = written.partition("/")
        source, _, name = rest.partition(".")
        if kind != "utterance" or not name:
            return written
        if source == here:
            return f"{kind}/{name}"
        return f"{kind}/{hashlib.sha256(self.texts[source].encode()).hexdigest()[:16]}-{name}"


def _lines(says: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the sentences; words that stand in one already are a part of it."""
    told: list[str] = []
    for one in says:
        if not any(one["words"] in line for line in told):
            told.append(one["words"])
            yield one["words"]


def _name(id_: str) -> str:
    return id_.replace("-", " ").capitalize()
