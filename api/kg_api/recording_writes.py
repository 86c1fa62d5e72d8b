"""The writing requests whose answers stand as examples: one draft and a judgement about it.

What is another every time (keys, times, the ledger's number) is replaced, so that recording twice
gives the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.access import Keyring, Scope
from kg.ledger import now
from kg.settings import Settings
from kg_api.examples import example

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

AT: Final = "2026-11-21T12:00:00.000000Z"
LATER: Final = "2027-02-19T12:00:00.000000Z"
KEY_ID: Final = "0123456789ab"
_AS_IF: Final[Mapping[str, str]] = {
    "at": AT,
    "issued_at": AT,
    "expires_at": LATER,
    "revoked_at": AT,
    "id": KEY_ID,
}
WRITES: Final = (
    "write",
    "drafts",
    "draft",
    "accept",
    "judge",
    "withdraw",
    "retract",
    "keys",
    "key",
)


def recorded_writes(directory: Path) -> dict[str, Any]:
    """Return the answers to all writing requests, by name; `directory` is new, and written to."""
    from fastapi.testclient import TestClient

    from kg_api.app import create_app

    _, key = Keyring(directory).issue("jane-doe", Scope, now=now())
    headers = {"Authorization": f"Bearer {key}"}
    with TestClient(create_app(Settings(store=str(directory), writable=True))) as client:
        return {name: _settled(answer) for name, answer in _asked(client, headers).items()}


def _asked(client: TestClient, headers: dict[str, str]) -> dict[str, Any]:
    def send(method: str, address: str, body: object = None) -> Any:  # noqa: ANN401
        return client.request(method, f"/api/v1/{address}", json=body, headers=headers).json()

    answers = {"write": send("POST", "records", example("record"))}
    answers["drafts"] = send("GET", "drafts")
    answers["draft"] = send("GET", "drafts/dam-notice")
    seen = {"document": answers["draft"]["document"]}
    answers["accept"] = send("POST", "records/dam-notice/accept", seen)
    answers["judge"] = send("POST", "judgements", example("judging"))
    given = answers["judge"]["judgement"]
    why = {"reason": "it is both"}
    answers["withdraw"] = send("POST", f"judgements/{given}/withdraw", why)
    why = {"reason": "the office withdrew its notice"}
    answers["retract"] = send("POST", "records/dam-notice/retract", why)
    answers["keys"] = send("GET", "keys")
    mine = answers["keys"]["items"][0]["id"]
    answers["key"] = send("POST", f"keys/{mine}/revoke")
    return answers


def _settled(answer: Any) -> Any:  # noqa: ANN401  (a JSON document)
    if isinstance(answer, list):
        return [_settled(each) for each in answer]
    if not isinstance(answer, dict) or "format" in answer:  # a record has no time of its own
        return answer
    return {
        name: _AS_IF[name] if name in _AS_IF and value is not None else _settled(value)
        for name, value in answer.items()
    }
