"""What is a draft, superseded, retracted or withdrawn appears nowhere: in no answer, in no file.

Random histories of small records, and of judgements about them. Every string a version or a
judgement holds has a word of its own in it; after publishing, the words of those that stand are
found, those of all others are not. A judgement stands only beside the version it is about. Why
something was taken back is a notice its author wrote for the public: that is found, too.

`KG_HISTORIES` says how many histories are made; a few unless given.
"""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, example, given, seed, settings
from hypothesis import strategies as st

from kg.auditing.bundles import attribution_id
from kg.judgements import read
from kg.preserving.exporting import export
from kg.records import parse
from kg.settings import Settings
from kg.writing.writer import Writer
from kg_api.app import create_app
from quick_folders import quick_folder

pytestmark = [pytest.mark.server, pytest.mark.timeout(600)]

HISTORIES: Final = int(os.environ.get("KG_HISTORIES", "2"))
BASE: Final = "https://example.org/"
CANARY: Final = re.compile(r"zq(\d+)z")
RECORDS: Final = ("hill", "dam", "road")
KINDS: Final = (
    "name", "other", "note", "title", "label", "rights", "claim", "thing", "place", "role",
    "venue", "reason",
)  # fmt: skip
SWEEPING: Final = (
    "SELECT * { ?s ?p ?o }",
    "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }",
    "SELECT ?o { ?s ?p ?o FILTER(CONTAINS(STR(?o), 'zq')) }",
    "SELECT ?o { GRAPH ?g { ?s ?p ?o } FILTER(REGEX(STR(?o), 'ZQ', 'i')) }",
    "SELECT (GROUP_CONCAT(?o) AS ?all) { ?s ?p ?o FILTER(ISLITERAL(?o)) }",
    "SELECT DISTINCT ?s ?o { ?s (<http://e/x>|!<http://e/x>)+ ?o FILTER(ISLITERAL(?o)) }",
    "SELECT ?s { ?s ?p ?o FILTER(CONTAINS(STR(?s), 'v')) }",
    "CONSTRUCT { ?s ?p ?o } { GRAPH ?g { ?s ?p ?o } }",
    "DESCRIBE ?s { ?s ?p ?o FILTER(CONTAINS(STR(?o), 'zq')) }",
)
TABLE: Final = {
    "claim": "claim-v{}", "speaker": "speaker-v{}", "source": "source-v{}",
}  # fmt: skip

Counted = Callable[[str, int], None]
Steps = list[tuple[str, str]]


def content(record: str, n: int, **more: Any) -> bytes:
    """Return a version of a record, with the word of the version in each of its strings."""
    word = f"zq{n}z"
    words = {key: f"{key} heron {word}" for key in KINDS}
    text = f"Heron {word}. The warden {word} allegedly {word} said it on May {word} at the dam.\n"
    date = {"verbatim": f"on May {word}", "edtf": "XXXX-05", "assumed": [f"assumed {word}"]}
    whole: dict[str, Any] = {
        "record": record,
        "annotator": {"id": "tester", "name": "A tester", "kind": "person"},
        "source": {
            "id": f"source-v{n}", "kind": "article", "title": words["title"], "language": "en",
            "label": words["label"], "rights": words["rights"], "issued": date,
            "url": f"https://news.example/{word}",
        },
        "text": {"inline": text},
        "works": [
            {"id": f"work-v{n}", "kind": "report", "label": f"{words['label']} cited"},
        ],
        "speakers": [
            {
                "id": f"speaker-v{n}", "kind": "person", "name": words["name"],
                "names": [{"text": words["other"], "lang": "en"}], "note": words["note"],
                "roles": [{"title": words["role"]}],
            },
        ],
        "places": [{"id": f"place-v{n}", "name": words["place"]}],
        "things": [{"id": f"thing-v{n}", "name": words["thing"]}],
        "claims": [
            {
                "id": f"claim-v{n}", "text": words["claim"], "language": "en",
                "about": [f"place-v{n}", f"thing-v{n}"], "situation": date,
            },
        ],
        "utterances": [
            {
                "id": "u1", "spoken_by": f"speaker-v{n}", "venue": words["venue"],
                "note": words["note"], "said": date,
            },
        ],
        "passages": [{"function": "headline", "quote": f"Heron {word}.", "note": words["note"]}],
        "attributions": [
            {
                "id": "a1", "quote": f"The warden {word} … the dam.", "speaker": f"speaker-v{n}",
                "mention": f"The warden {word}", "basis": "named", "act": "assert",
                "cue": "said", "hedges": [f"allegedly {word}"], "quote_mode": "indirect",
                "claim": f"claim-v{n}", "utterance": "u1", "via": f"work-v{n}",
                "note": words["note"],
            },
        ],
        "judgements": [
            {
                "relation": "titleConflict", "judges": "mention/a1",
                "against": f"speaker/speaker-v{n}", "at": "2026-11-21", "reason": words["reason"],
            },
        ],
    }  # fmt: skip
    return json.dumps(whole | more).encode()


@dataclass(frozen=True)
class Stood:
    """What stood after an event: the versions of records, the notices, and the judgements."""

    records: dict[str, int]
    notices: set[int]
    judgements: set[int]


@dataclass
class History:
    """What was done, and which versions stand; versions are numbered through all records."""

    attributions: dict[int, str] = field(default_factory=dict)
    stands: dict[str, int] = field(default_factory=dict)
    notices: set[int] = field(default_factory=set)
    judged: dict[int, tuple[str, int, str]] = field(default_factory=dict)
    withdrawn: set[int] = field(default_factory=set)
    numbers: int = 0
    stood: dict[int, Stood] = field(default_factory=dict)
    retracted: dict[str, int] = field(default_factory=dict)

    @property
    def judgements(self) -> set[int]:
        """Return the numbers of the judgements that are to be seen."""
        return {
            number
            for number, (record, version, _) in self.judged.items()
            if number not in self.withdrawn and self.stands.get(record) == version
        }

    def live(self, writer: Writer, steps: Steps) -> None:
        for act, record in steps:
            getattr(self, act)(writer, record)
            self.stood[writer.revision] = Stood(
                dict(self.stands), set(self.notices), self.judgements
            )

    def shown_as_of(self, revision: int) -> set[int]:
        """Return what stood after an event and was not retracted since, and the notices by then."""
        then = self.stood[revision]
        kept = {
            n for record, n in then.records.items() if self.retracted.get(record, 0) <= revision
        }
        judged = {n for n in then.judgements - self.withdrawn if self.judged[n][1] in kept}
        return kept | then.notices | judged

    def put(self, writer: Writer, record: str) -> None:
        self.stands[record] = self._load(writer, record)

    def draft(self, writer: Writer, record: str) -> None:
        self._load(writer, record, status="draft")

    def retract(self, writer: Writer, record: str) -> None:
        self.numbers += 1
        if self.stands.pop(record, None):
            writer.retract(record, f"read wrongly zq{self.numbers}z")
            self.notices.add(self.numbers)
            self.retracted[record] = writer.revision

    def judge(self, writer: Writer, record: str) -> None:
        self.numbers += 1
        if version := self.stands.get(record):
            word, number = f"zq{self.numbers}z", self.numbers
            given = read(
                {
                    "relation": "titleConflict",
                    "judges": f"attribution/{self.attributions[version]}",
                    "against": f"speaker/speaker-v{version}",
                    "by": {"id": f"judge-{number}", "name": f"Heron {word}", "kind": "person"},
                    "reason": f"reason heron {word}",
                }
            )
            self.judged[number] = (record, version, writer.judge(given).judgement)

    def withdraw(self, writer: Writer, record: str) -> None:
        self.numbers += 1
        for number, (judged, _, id_) in list(self.judged.items()):
            if judged == record and number not in self.withdrawn:
                writer.withdraw(id_, f"not so zq{self.numbers}z")
                self.withdrawn.add(number)
                self.notices.add(self.numbers)

    def _load(self, writer: Writer, record: str, **more: Any) -> int:
        self.numbers += 1
        data = content(record, self.numbers, **more)
        made = parse(data, name="a.json", known=writer.known)
        self.attributions[self.numbers] = attribution_id(made, made.attributions[0])
        writer.load(made)
        return self.numbers


@dataclass
class Looking:
    """Looks everywhere for the words of versions; `places` counts where."""

    history: History
    found: set[int] = field(default_factory=set)
    places: int = 0

    @property
    def standing(self) -> set[int]:
        return set(self.history.stands.values()) | self.history.judgements

    @property
    def public(self) -> set[int]:
        return self.standing | self.history.notices

    def look(self, where: str, shown: str | bytes) -> set[int]:
        found = self.words(where, shown, self.public)
        self.found |= found
        return found

    def words(self, where: str, shown: str | bytes, allowed: set[int]) -> set[int]:
        text = shown if isinstance(shown, str) else shown.decode("utf-8", errors="replace")
        found = {int(number) for number in CANARY.findall(text.lower())}
        assert found <= allowed, (where, found - allowed)
        self.places += 1
        return found


def paths() -> Iterator[str]:
    """Yield every address without a parameter in its path, and those that list."""
    listing = ("attributions", "claims", "speakers", "sources", "judgements")
    yield from ("/", "/healthz", "/readyz", "/version", "/api/v1", "/ns", "/openapi.json")
    yield from ("/ledger/checkpoint", "/ledger/keys", "/api/v1/queries", "/sparql")
    yield from ("/api/v1/changes?limit=100", "/api/v1/changes.atom")
    yield from (f"/api/v1/records/{name}/impact" for name in RECORDS)
    yield from ("/api/v1/drafts", "/api/v1/drafts/hill", "/api/v1/keys")
    yield from (f"/api/v1/{name}?limit=100" for name in listing)
    yield from (f"/api/v1/{name}?q=heron&limit=100" for name in listing[:-1])
    yield from ("/api/v1/lookup?text=heron", "/api/v1/lookup?quote=heron")
    yield from ("/api/v1/lookup?text=allegedly", "/api/v1/lookup?quote=The%20warden")
    for kind in ("hedged=true", "act=assert", "basis=named", "said_from=2000", "lang=en"):
        yield f"/api/v1/attributions?{kind}"


def things(looking: Looking) -> Iterator[tuple[int, str]]:
    """Yield the addresses of everything that ever was, each with its version."""
    for n, attribution in looking.history.attributions.items():
        yield n, f"/api/v1/attributions/{attribution}"
        for kind, more in (
            ("claim", ("", "/attributions", "/trace", "/contradictions")),
            ("speaker", ("", "/attributions")),
            ("source", ("", "/attributions", "/text")),
        ):
            for end in more:
                yield n, f"/api/v1/{kind}s/{TABLE[kind].format(n)}{end}"


def answered(client: TestClient, looking: Looking) -> None:
    for path in paths():
        for accept in ("application/json", "text/turtle", "text/csv"):
            told = client.get(path, headers={"Accept": accept})
            assert told.status_code < 500, (path, told.text)
            looking.look(path, told.content)
    for n, path in things(looking):
        told = client.get(path)
        looking.look(path, told.content)
        assert told.status_code == (200 if n in looking.standing else 404), path
        for kind in ("claim", "speaker", "source", "place", "thing"):
            looking.look(path, client.get(f"/id/{kind}/{kind}-v{n}").content)
    for n, (_, _, id_) in looking.history.judged.items():
        told = client.get(f"/api/v1/judgements/{id_}")
        looking.look(id_, told.content)
        assert told.status_code == (200 if n in looking.standing else 404), id_
    for text in SWEEPING:
        told = client.get("/sparql", params={"query": text})
        assert told.status_code == 200, text
        looking.look(text, told.content)
    for one in client.get("/api/v1/queries").json()["items"]:
        looking.look(one["id"], client.get(f"/api/v1/queries/{one['id']}/run").content)


def sought(client: TestClient, looking: Looking) -> None:
    """Ask for each word; what is not there must not be found (the answer repeats the word)."""
    for n in range(1, looking.history.numbers + 1):
        for name in ("attributions", "claims", "speakers", "sources"):
            told = client.get(f"/api/v1/{name}?q=zq{n}z").json()
            stands = n in looking.history.stands.values()
            assert bool(told["items"]) == stands, (name, n)
            looking.places += 1


def answered_as_of(client: TestClient, looking: Looking) -> None:
    """Ask as of every event: what was superseded is there, what was retracted since is not."""
    for revision in looking.history.stood:
        allowed = looking.history.shown_as_of(revision)
        listing = ("attributions", "sources", "judgements")
        addresses = [f"/api/v1/{name}?limit=100" for name in listing]
        addresses += ["/api/v1/lookup?text=heron", "/api/v1/lookup?quote=The%20warden"]
        addresses += [f"/sparql?query={quote(text)}" for text in SWEEPING[:3]]
        found = set[int]()
        for address in addresses:
            told = client.get(f"{address}&asOf={revision}")
            assert told.status_code in {200, 422}, told.text
            found |= looking.words(f"{address} as of {revision}", told.content, allowed)
        assert found == allowed


def kept(directory: Path, looking: Looking) -> None:
    """Look into what is exported, and into the bytes of what readers read."""
    for form in ("nq", "trig"):
        written = io.BytesIO()
        export(directory, form, written)
        assert looking.look(form, written.getvalue()) == looking.public
    newest = directory / "generations" / (directory / "current").read_text().strip()
    seen = {
        n
        for path in newest.rglob("*")
        if path.is_file()
        for n in looking.look(str(path), path.read_bytes())
    }
    assert seen == looking.public


OPERATIONS: Final = st.tuples(
    st.sampled_from(("put", "draft", "retract", "judge", "withdraw")), st.sampled_from(RECORDS)
)
EVERYTHING: Final[Steps] = [
    ("put", "hill"), ("put", "hill"), ("put", "dam"), ("draft", "dam"), ("draft", "road"),
    ("retract", "dam"), ("put", "dam"), ("put", "road"), ("retract", "road"), ("draft", "road"),
    ("judge", "hill"), ("withdraw", "hill"), ("judge", "hill"), ("judge", "dam"), ("put", "dam"),
]  # fmt: skip


def test_only_what_stands_appears_anywhere(counted: Counted) -> None:
    looked: list[int] = []

    @seed(20261122)
    @settings(max_examples=HISTORIES, deadline=None, database=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(steps=st.lists(OPERATIONS, min_size=3, max_size=8))
    @example(steps=EVERYTHING)
    def check(steps: Steps) -> None:
        history = History()
        with quick_folder() as folder:
            directory = folder / "data"
            with Writer.open(directory, base=BASE, actor="tester") as writer:
                history.live(writer, steps)
                writer.publish()
            looking = Looking(history)
            given_to = Settings(store=str(directory), base=BASE, workers=2, client_cpu=0)
            with TestClient(create_app(given_to)) as client:
                answered(client, looking)
                sought(client, looking)
                answered_as_of(client, looking)
            kept(directory, looking)
        assert looking.found == looking.public
        looked.append(looking.places)

    check()
    counted("histories with drafts and retractions", len(looked))
    counted("places without a canary that is not to be seen", sum(looked))
