"""Records as an author writes them, about invented sources."""

from __future__ import annotations

import json
from dataclasses import dataclass
from random import Random
from typing import Any, Final, TypeAlias

from kg_bench.chance import Choice, happens
from kg_bench.claims import Claims
from kg_bench.dates import any_day, uncertain
from kg_bench.judging import judgements
from kg_bench.phrases import CERTAINTIES, QUOTE_MODES, manner
from kg_bench.printing import Text, quoting
from kg_bench.sentences import Layer, Reporter
from kg_bench.sources import Source, Sources
from kg_bench.world import Defined, World

Json: TypeAlias = dict[str, Any]

VIA: Final = 0.25
NEW_CLAIM: Final = 0.6
STANCES: Final = Choice({"neutral": 90, "endorsing": 6, "unclear": 4})
ANNOTATORS: Final = 5


@dataclass(frozen=True, slots=True)
class Written:
    """A record file: its id, its JSON without the text, and the text it reads."""

    record: str
    document: Json
    text: str

    def encoded(self) -> bytes:
        """Return the record as the bytes of a JSON file."""
        return json.dumps(self.document, ensure_ascii=False).encode()


class Author:
    """Writes records one after the other; each may repeat and cite those before it."""

    def __init__(self, seed: int, quads: int) -> None:
        """Write for a collection of about that many quads; the seed decides everything."""
        self.world = World(seed, quads)
        self.claims = Claims(self.world)
        self.sources = Sources(self.world)
        self._number = 0

    def write(self) -> Written:
        """Write the next record."""
        self._number += 1
        random = Random(f"{self.world.seed}-record-{self._number}")
        source = self.sources.new(random, self._number)
        written = _Reading(self, random, source, self._number).record()
        self.sources.held.append(source)
        return written


class _Reading:
    """One source being written, and the record of it."""

    def __init__(self, author: Author, random: Random, source: Source, number: int) -> None:
        self._author = author
        self._random = random
        self._source = source
        self._number = number
        self._text = Text()
        self._declared: dict[tuple[str, str], Json] = {}
        self._layers: list[tuple[str, Layer, str | None, Defined | None]] = []
        self._extra: Json = {"dates": {}, "utterances": []}

    def record(self) -> Written:
        """Write text and record."""
        self._declare(self._source.creator)
        self._declare(self._source.publisher)
        headline = self._text.add(self._headline())
        self._body()
        furniture = self._text.add(f"\nRead more from the {self._source.publisher.name}")
        text = self._text.whole()
        attributions = [self._attribution(text, *one) for one in self._layers]
        document: Json = {
            "record": f"reading-{self._number}",
            "annotator": self._annotator(),
            "invented": True,
            "source": self._source.entry,
            "text": f"reading-{self._number}.txt",
            "passages": [
                {"function": "headline", **quoting(text, headline)},
                {"function": "boilerplate", **quoting(text, furniture)},
            ],
            "attributions": attributions,
            "judgements": judgements(
                self._random, self._author.claims, self._source.claims, self._declare
            ),
            **self._extra,
        }
        for (field, _), entry in self._declared.items():
            document.setdefault(field, []).append(entry)
        return Written(document["record"], {k: v for k, v in document.items() if v}, text)

    def _annotator(self) -> Json:
        number = self._random.randint(1, ANNOTATORS)
        return {"id": f"reader-{number}", "name": f"Reader {number}", "kind": "person"}

    def _headline(self) -> str:
        sign = "\N{NEWSPAPER} " if happens(self._random, 0.04) else ""  # beyond the first plane
        return f"{sign}{self._source.entry['title']} {self._number}"

    def _body(self) -> None:
        random, source = self._random, self._source
        reporter = Reporter(self._author.world, random, manner(source.language), source.creator)
        wanted, sentences = random.randint(5, 16), 0
        while len(self._layers) < wanted:
            if sentences % 3 == 0:
                self._text.add("\n")
            sentences += 1
            work, cited = (
                self._author.sources.cite(random) if happens(random, VIA) else (None, None)
            )
            inner = cited or self._author.claims.any(random, NEW_CLAIM)
            outer = inner if happens(random, 0.5) else self._author.claims.any(random, NEW_CLAIM)
            self._keep(reporter.sentence(self._text, source.language, inner, outer), work)

    def _keep(self, layers: list[Layer], work: Defined | None) -> None:
        first = len(self._layers) + 1
        if work:
            self._declare(work)
        for n, layer in enumerate(layers):
            within = None if layer.within is None else f"a{first + layer.within}"
            self._declare(layer.speaker)
            self._declare(layer.claim.defined)
            self._source.claims.append(layer.claim)
            self._layers.append((f"a{first + n}", layer, within, work))

    def _declare(self, defined: Defined) -> None:
        for one in defined.all():
            self._declared.setdefault((one.field, one.id), one.entry)

    def _attribution(
        self, text: str, name: str, layer: Layer, within: str | None, work: Defined | None
    ) -> Json:
        random = self._random
        given: Json = {
            "id": name, **quoting(text, layer.span), "speaker": layer.speaker.id,
            "mention": quoting(text, layer.mention) if layer.mention else None,
            "basis": layer.basis, "act": layer.act, "cue": layer.cue, "within": within,
            "hedges": [layer.hedge] if layer.hedge else None,
            "stance": "distancing" if layer.hedge else STANCES.pick(random),
            "certainty": CERTAINTIES.pick(random),
            "polarity": "negated" if layer.act == "deny" else None,
            "quote_mode": QUOTE_MODES.pick(random), "claim": layer.claim.id,
            "via": work.id if work else None,
            "confidence": random.randint(30, 95) / 100 if happens(random, 0.25) else None,
            "note": self._author.world.vocabulary.phrase(random, 3, 8)
            if happens(random, 0.1) else None,
            **self._said(text, name, layer),
        }  # fmt: skip
        return {field: value for field, value in given.items() if value is not None}

    def _said(self, text: str, name: str, layer: Layer) -> Json:
        """Return when it was said and in which utterance; a quarter stay undated."""
        random = self._random
        if layer.said:
            date, span = layer.said
            return {"said": {**date, **quoting(text, span)}}
        kind = random.random()
        if kind < 0.25 or layer.basis == "authorVoice":
            return {}
        date = uncertain(random, any_day(random))
        if kind < 0.5:
            return {"said": date}
        if kind < 0.65:
            return {"said": self._named_date(name, date)}
        return {"utterance": self._utterance(name, layer, date)}

    def _named_date(self, name: str, date: Json) -> str:
        """Note a date under a name; some count from the date of the page."""
        if "issued" in self._source.entry and happens(self._random, 0.4):
            date = {**date, "verbatim": "earlier this week", "relative_to": "issued"}
            date["assumed"] = ["The week is that of the page date"]
        self._extra["dates"][f"day-{name}"] = date
        return f"day-{name}"

    def _utterance(self, name: str, layer: Layer, date: Json) -> str:
        random, world = self._random, self._author.world
        utterance: Json = {"id": f"u-{name}", "spoken_by": layer.speaker.id, "said": date}
        if happens(random, 0.3):
            listener = world.any_speaker(random)
            self._declare(listener)
            utterance["to"] = [listener.id]
        if happens(random, 0.3):
            utterance["venue"] = f"a briefing in {world.any_place(random).name}"
        self._extra["utterances"].append(utterance)
        return f"u-{name}"
