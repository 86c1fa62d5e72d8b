"""The requests whose answers stand as examples in the OpenAPI description.

`python -m kg_api.recording` asks a demonstration collection and writes what it answers to
`api/kg_api/examples/`. A test asks again and compares, so that the examples stay true.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from kg_api.recording_writes import WRITES, recorded_writes

FOLDER = Path(__file__).parent / "examples"
RECORDED_AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
"""The clock of the recorded demonstration, so that recording twice gives the same."""

CLAIM = "forces-near-mount-sarybaba"
REQUESTS: Mapping[str, str] = {
    "entry": "/api/v1",
    "lookup": "/api/v1/lookup?text=near%20Mount%20Sarybaba&limit=1",
    "claims": "/api/v1/claims?limit=1",
    "claim": f"/api/v1/claims/{CLAIM}",
    "claim-attributions": f"/api/v1/claims/{CLAIM}/attributions?limit=1",
    "claim-trace": f"/api/v1/claims/{CLAIM}/trace",
    "claim-contradictions": "/api/v1/claims/gates-opened/contradictions",
    "attributions": "/api/v1/attributions?speaker=russian-mod&limit=1",
    "attribution": "/api/v1/attributions/{attribution}",
    "speakers": "/api/v1/speakers?limit=1",
    "speaker": "/api/v1/speakers/russian-mod",
    "speaker-attributions": "/api/v1/speakers/russian-mod/attributions?limit=1",
    "speaker-positions": "/api/v1/speakers/ilka-marrow/positions?claim=bridge-safe",
    "compare": "/api/v1/compare?one=oskaria-water-ministry&other=norvania-works-ministry&limit=1",
    "sources": "/api/v1/sources?limit=1",
    "source": "/api/v1/sources/{source}",
    "source-attributions": "/api/v1/sources/{source}/attributions?limit=1",
    "source-text": "/api/v1/sources/quarry-blog-bridge/text",
    "judgements": "/api/v1/judgements?about=claim/bridge-closed-in-july&limit=1",
    "judgement": "/api/v1/judgements/gates-open-or-shut",
    "changes": "/api/v1/changes?limit=1",
    "impact": "/api/v1/records/river-institute-report/impact",
    "queries": "/api/v1/queries",
    "query": "/api/v1/queries/attributions/by-speaker",
    "run": "/api/v1/queries/attributions/by-speaker/run?speaker=russian-mod",
    "problem": "/problems/bad-parameter",
    "health": "/healthz",
    "ready": "/readyz",
    "version": "/version",
    "consistency": "/ledger/consistency?from=3&to=7",
    "reconcile-manifest": "/reconcile",
    "reconcile": "/reconcile?queries=%7B%22q0%22%3A%7B%22query%22%3A%22russian%20ministry%20of"
    "%20defense%22%2C%22type%22%3A%22Speaker%22%2C%22limit%22%3A2%7D%7D",
    "reconcile-suggest-entity": "/reconcile/suggest/entity?prefix=russian",
    "reconcile-suggest-property": "/reconcile/suggest/property?prefix=name",
    "reconcile-suggest-type": "/reconcile/suggest/type?prefix=sp",
    "reconcile-flyout": "/reconcile/flyout?id=place%2Fmount-sarybaba",
    "reconcile-properties": "/reconcile/properties?type=Place",
}
BATCH = ("/api/v1/lookup", {"items": [{"text": "no such words anywhere"}, {}]})
AS_IF: Mapping[str, object] = {
    "age": 8.5,
    "disk": {"free": 2 * 2**30, "store": 2**20},
    "warnings": [],
    "workers": {"all": 2, "idle": 2, "waiting": 0},
}
"""What of `/readyz` is another every time, as the example has it."""
SHOWN = 2
"""How many documented questions the example of their list shows."""


class Client(Protocol):
    """What asks: a test client, or any client with a base address."""

    def get(self, url: str) -> Any:  # noqa: ANN401  (a response of the client's own type)
        """Send a GET request."""
        ...

    def post(self, url: str, *, json: object) -> Any:  # noqa: ANN401
        """Send a POST request with a JSON body."""
        ...


def recorded(client: Client) -> dict[str, Any]:
    """Return the answers to all requests, by name."""
    first = client.get(REQUESTS["claim-attributions"]).json()["items"][0]
    places = {"attribution": first["id"], "source": first["source"]["id"]}
    answers = {name: client.get(path.format(**places)).json() for name, path in REQUESTS.items()}
    answers["ready"] |= AS_IF
    answers["queries"]["items"] = answers["queries"]["items"][:SHOWN]
    answers["lookup-batch"] = client.post(BATCH[0], json=BATCH[1]).json()
    return answers


def _main() -> None:
    import tempfile

    from fastapi.testclient import TestClient

    from kg.collection.demonstrating import fill_with_fixtures
    from kg.settings import Settings
    from kg_api.app import create_app

    FOLDER.mkdir(exist_ok=True)
    for name in (*REQUESTS, "lookup-batch", *WRITES):
        path = FOLDER / f"{name}.json"
        if not path.exists():
            path.write_text("{}\n", "utf-8")
    with tempfile.TemporaryDirectory() as directory:
        settings = Settings(store=directory)
        fill_with_fixtures(Path(directory), settings, lambda: RECORDED_AT)
        with TestClient(create_app(settings)) as client:
            answers = recorded(client)
    with tempfile.TemporaryDirectory() as directory:
        answers |= recorded_writes(Path(directory))
    for name, answer in answers.items():
        text = json.dumps(answer, ensure_ascii=False, indent=1)
        (FOLDER / f"{name}.json").write_text(text + "\n", "utf-8")
        sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    _main()
