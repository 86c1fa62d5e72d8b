"""The fixtures read as plain YAML, apart from the program: what an expected row may leave out.

Expected rows name an attribution by record and local id (`@works-briefing/open`); every other IRI
is written as `kind/id`, with the record's name where the IRI has a hash of its text
(`utterance/works-briefing-minister`), and terms as `cpv:assert`. A column that a row leaves out
is what the fixture plainly says of the row's attribution, judgement, utterance or passage, or, for
a column `xLabel`, the label of what stands in column `x`; where the fixture says nothing, it must
be empty.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from pathlib import Path
from typing import Any

import yaml

from kg.vocab import PREFIXES

BASE = "https://w3id.org/claim-provenance/"

_ATTRIBUTION = {
    "act": "act",
    "basis": "basis",
    "stance": "stance",
    "certainty": "certainty",
    "polarity": "polarity",
    "quoteMode": "quote_mode",
}
_DEFAULTS = {"stance": "neutral", "certainty": "unspecified", "polarity": "affirmed"}


class Oracle:
    """All fixtures, and what they say about the things in a row."""

    def __init__(self, folder: Path) -> None:
        self._names: dict[str, str] = {}
        self._facts: dict[str, dict[str, str | None]] = {}
        self._labels: dict[str, str] = {}
        self._attributions: dict[str, str] = {}
        for path in sorted(folder.glob("*.yaml")):
            record = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
            text = (folder / record["text"]).read_bytes()
            self._names[hashlib.sha256(text).hexdigest()[:16]] = record["record"]
            self._read(record, text.decode("utf-8"))

    def shown(self, iri: str) -> str:
        """Return an IRI of an answer as expected rows write it."""
        for prefix, namespace in sorted(PREFIXES.items(), key=lambda item: -len(item[1])):
            if iri.startswith(namespace):
                return f"{prefix}:{iri.removeprefix(namespace)}"
        if not iri.startswith(BASE):
            return f"<{iri}>"
        short = iri.removeprefix(BASE)
        short = re.sub(r"[0-9a-f]{16}", lambda m: self._names.get(m[0], m[0]), short)
        return self._attributions.get(short, short)

    def iri(self, shown: str) -> str:
        """Return the IRI that `@record/local` stands for, and anything else as it is."""
        for name, short in self._attributions.items():
            if short == shown:
                hashes = {record: sha16 for sha16, record in self._names.items()}
                record = shown[1:].partition("/")[0]
                return BASE + name.replace(record, hashes[record], 1)
        return shown

    def row(self, stated: str | dict[str, Any], columns: list[str]) -> dict[str, str | None]:
        """Return a whole row; only what follows plainly from the fixtures is filled in."""
        if isinstance(stated, str):
            stated = {"attribution": stated}
        whole = {name: _text(value) for name, value in stated.items()}
        known = [self._facts[value] for value in whole.values() if value in self._facts]
        for column in columns:
            if column not in whole:
                found = (facts[column] for facts in known if facts.get(column) is not None)
                whole[column] = next(found, None)
        for column in columns:
            if column.endswith("Label") and column not in stated:
                of = whole.get(column.removesuffix("Label"))
                whole[column] = self._labels.get(of) if of else None
        unknown = whole.keys() - set(columns)
        assert not unknown, f"no such columns: {unknown}"
        return {column: whole[column] for column in columns}

    def _read(self, record: dict[str, Any], text: str) -> None:
        source = record["source"]
        self._labels[f"source/{source['id']}"] = source["title"]
        for work in record.get("works", ()):
            self._labels.setdefault(f"source/{work['id']}", work["label"])
        annotator = record["annotator"]
        self._labels[f"annotator/{annotator['id']}"] = annotator["name"]
        local = {
            each["id"]: f"{source['id']}.{each['id']}"
            for each in record.get("speakers", ())
            if each["kind"] in ("group", "undisclosed")
        }
        for kind in ("speaker", "place", "thing", "relation"):
            for each in record.get(f"{kind}s", ()):
                self._labels[f"{kind}/{local.get(each['id'], each['id'])}"] = each["name"]
        for claim in record.get("claims", ()):
            self._labels[f"claim/{claim['id']}"] = claim["text"]
        self._read_attributions(record, text, local)
        self._read_utterances(record, text, local)
        self._read_judgements(record)
        for each in [*record.get("passages", ()), *record.get("source_tags", ())]:
            start, end = span(text, each["quote"], each.get("occurrence", 1))
            self._facts[f"passage/{record['record']}-{start}-{end}"] = {
                "source": f"source/{source['id']}",
                "start": str(start),
                "end": str(end),
                "exact": text[start:end],
                "note": each.get("note"),
            }

    def _read_attributions(self, record: dict[str, Any], text: str, local: dict[str, str]) -> None:
        spans: list[tuple[int, int]] = []
        for each in record.get("attributions", ()):
            start, end = span(text, each["quote"], each.get("occurrence", 1))
            spans.append((start, end))
            name = f"@{record['record']}/{each['id']}"
            number = spans.count((start, end))
            self._attributions[f"attribution/{record['record']}-{start}-{end}-{number}"] = name
            self._facts[name] = {
                **{
                    column: f"cpv:{each.get(field, _DEFAULTS.get(column))}"
                    for column, field in _ATTRIBUTION.items()
                },
                "attribution": name,
                "speaker": f"speaker/{local.get(each['speaker'], each['speaker'])}",
                "claim": f"claim/{each['claim']}",
                "source": f"source/{record['source']['id']}",
                "start": str(start),
                "end": str(end),
                "exact": text[start:end],
                "via": f"source/{each['via']}" if "via" in each else None,
                "within": f"@{record['record']}/{each['within']}" if "within" in each else None,
                "confidence": _text(each.get("confidence")),
                "note": each.get("note"),
            }

    def _read_utterances(self, record: dict[str, Any], text: str, local: dict[str, str]) -> None:
        for each in record.get("utterances", ()):
            behalf = each.get("on_behalf_of")
            start, end = span(text, each["quote"], each.get("occurrence", 1))
            self._facts[f"utterance/{record['record']}-{each['id']}"] = {
                "spokenBy": f"speaker/{local.get(each['spoken_by'], each['spoken_by'])}",
                "onBehalfOf": f"speaker/{behalf}" if behalf else None,
                "source": f"source/{record['source']['id']}",
                "venue": each.get("venue"),
                "exact": text[start:end],
                "note": each.get("note"),
            }

    def _read_judgements(self, record: dict[str, Any]) -> None:
        for each in record.get("judgements", ()):
            self._facts[f"judgement/{each['id']}"] = {
                "relation": f"cpv:{each['relation']}",
                "by": f"annotator/{each.get('by', record['annotator'])['id']}",
                "confidence": _text(each["confidence"]),
                "reason": each["reason"],
            }


def span(text: str, quote: str, occurrence: int) -> tuple[int, int]:
    """Return where a quote stands; `first … last` is the shortest stretch from first to last."""
    first, dots, last = quote.partition(" … ")
    starts = [match.start() for match in re.finditer(re.escape(first), text)]
    if not dots:
        start = starts[occurrence - 1]
        return start, start + len(quote)
    end = text.index(last, starts[0] + len(first)) + len(last)
    return text.rindex(first, 0, end - len(last)), end


def _text(value: object) -> str | None:
    """Return a YAML value as the text that stands in an answer."""
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.datetime):
        return value.isoformat().replace("+00:00", "Z")
    return str(value)
