"""A history of twelve events, with what a server answered after each of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from fastapi.testclient import TestClient

from handing_in import Headers, bearer
from kg.access import Scope
from kg.settings import Settings
from kg.writing.writer import Writer
from kg_api.app import create_app
from small_records import small

BASE: Final = "https://example.org/"
BEGIN: Final = datetime(2025, 5, 1, 12, tzinfo=UTC)
ANSWERED: Final = (200, 404)

HILL: Final = "The ministry said the hill was taken."
HILL_AGAIN: Final = "The ministry said the hill was held."
DAM: Final = "The ministry said zqdamz was closed."
ROAD: Final = "The ministry said the road was open."
LAKE: Final = "The ministry said zqlakez was dry."
MILL: Final = "The ministry said the mill burned."
WORDS: Final = {"dam": "zqdamz", "lake": "zqlakez"}

CLAIMS: Final = [{"id": "claim-hill", "text": "the hill was taken.", "language": "en"}]

LISTS: Final = ("claims", "attributions", "speakers", "sources")
PARTS: Final = {
    "claims": ("", "/attributions", "/trace", "/contradictions", ".ttl"),
    "attributions": ("",),
    "speakers": ("", "/attributions"),
    "sources": ("", "/attributions", "/text"),
}
OTHERS: Final = (
    "/api/v1/claims.csv",
    "/api/v1/attributions?q=hill",
    "/api/v1/lookup?text=the",
    "/api/v1/lookup?text=zqlakez",
    f"/api/v1/lookup?quote={quote(DAM)}",
    "/api/v1/queries/attributions/list/run",
    "/api/v1/queries/records/changes/run",
    "/api/v1/queries/search/coverage/run?format=csv",
    "/sparql?query=" + quote("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"),
)

Step = Callable[[Writer], object]


def judged(relation: str, judges: str, against: str) -> dict[str, Any]:
    """Return the judgement of a record about two claims."""
    return {
        "judgements": [
            {
                "relation": relation,
                "judges": f"claim/claim-{judges}",
                "against": f"claim/claim-{against}",
                "at": "2025-05-01",
            }
        ]
    }


def _dam(writer: Writer) -> object:
    more = judged("contradicts", "dam", "hill")
    return writer.load(small("dam", DAM, writer.known, **more))


def _mill(writer: Writer) -> object:
    (draft,) = writer.drafts()
    return writer.accept("mill", draft.document)


STEPS: Final[tuple[tuple[int, Step], ...]] = (
    (0, lambda writer: writer.load(small("hill", HILL, writer.known))),
    (0, _dam),
    (1, lambda writer: writer.load(small("road", ROAD, writer.known))),
    (2, lambda writer: writer.load(small("hill", HILL_AGAIN, writer.known, claims=CLAIMS))),
    (2, lambda writer: writer.load(small("mill", MILL, writer.known, status="draft"))),
    (3, lambda writer: writer.retract("dam", "read wrongly")),
    (4, lambda writer: writer.load(
        small("road", ROAD, writer.known, **judged("sameClaim", "road", "hill"))
    )),
    (4, _dam),
    (5, _mill),
    (6, lambda writer: writer.load(small("lake", LAKE, writer.known))),
    (7, lambda writer: writer.erase("lake", "asked to")),
    (8, lambda writer: writer.load(small("hill", HILL, writer.known))),
)  # fmt: skip
"""On which day each event comes. Event 5 is a draft; 6 takes back what 2 brought; 11 erases 10."""


@dataclass
class Remembered:
    """What was answered at one revision: by address, the status and the body without its links."""

    revision: int
    at: str
    last_of_its_day: bool
    answers: dict[str, tuple[int, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class History:
    """A server over the whole history, what it answered meanwhile, and a key to the past."""

    client: TestClient
    directory: Path
    key: Headers
    remembered: tuple[Remembered, ...]

    def at(self, revision: int) -> Remembered:
        """Return what was remembered of a revision."""
        return next(each for each in self.remembered if each.revision == revision)


@contextmanager
def history(directory: Path) -> Iterator[History]:
    """Live through the history, asking everything after each event."""
    now = [BEGIN]
    key = bearer(directory, "scholar", Scope.PAST)
    with Writer.open(directory, base=BASE, actor="tester", clock=lambda: now[0]) as writer:
        _step(writer, now, 0)
        settings = Settings(store=str(directory), workers=2, client_cpu=0)
        with TestClient(create_app(settings)) as client:
            remembered = [_remembered(client, 0, now[0])]
            for number in range(1, len(STEPS)):
                _step(writer, now, number)
                remembered.append(_remembered(client, number, now[0]))
            public = tuple(each for each in remembered if each.revision)
            yield History(client, directory, key, public)


def _step(writer: Writer, now: list[datetime], number: int) -> None:
    day, do = STEPS[number]
    now[0] = BEGIN + timedelta(days=day, minutes=number)
    do(writer)
    writer.publish()


def _remembered(client: TestClient, number: int, at: datetime) -> Remembered:
    day, _ = STEPS[number]
    later = [other for other, _ in STEPS[number + 1 :]]
    revision = client.get("/api/v1").json()["revision"]
    is_public = revision == number + 1
    found = Remembered(revision if is_public else 0, f"{at:%Y-%m-%dT%H:%M:%SZ}", day not in later)
    if is_public:
        found.answers = {address: told(client.get(address)) for address in addresses(client)}
    return found


def addresses(client: TestClient) -> list[str]:
    """Return every address with an answer about a record, as of now."""
    found = list(OTHERS)
    for noun in LISTS:
        listing = f"/api/v1/{noun}?limit=100"
        ids = [item["id"] for item in client.get(listing).json()["items"]]
        found.append(listing)
        found += [f"/api/v1/{noun}/{id_}{part}" for id_ in ids for part in PARTS[noun]]
    return found


def told(answer: Any) -> tuple[int, Any]:
    """Return status and body of an answer; without what says as of when it was asked."""
    assert answer.status_code in ANSWERED, answer.text
    if answer.headers["content-type"] != "application/json":
        return answer.status_code, answer.text
    body = json.loads(answer.content)
    return answer.status_code, {k: v for k, v in body.items() if k not in ("sparql", "as_of")}
