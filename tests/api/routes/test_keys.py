"""Keys can be listed and revoked over HTTP, and issued only where the data is."""

from __future__ import annotations

from api_asking import problem
from handing_in import JSON, Writable, bearer, body
from kg.access import Keyring, Scope


def test_keys_are_listed_without_their_secrets(writable: Writable) -> None:
    answer = writable.get("ann", "keys")
    (shown,) = [key for key in answer.json()["items"] if key["actor"] == "jane"]
    assert (shown["scopes"], shown["state"], shown["revoked_at"]) == (["draft"], "usable", None)
    assert answer.headers["cache-control"] == "private, no-store"
    for sent in writable.keys.values():
        secret = sent["Authorization"].rsplit("_", 1)[1]
        assert secret not in answer.text


def test_a_revoked_key_is_useless_at_once(writable: Writable) -> None:
    headers = bearer(writable.directory, "eve", Scope.DRAFT)
    assert writable.client.get("/api/v1/drafts", headers=headers).status_code == 200
    (key,) = [key for key in Keyring(writable.directory).keys() if key.actor == "eve"]  # noqa: SIM118
    for _ in range(2):
        revoked = writable.post("ann", f"keys/{key.id}/revoke")
        assert (revoked.status_code, revoked.json()["state"]) == (200, "revoked")
    told = writable.client.post("/api/v1/records", content=body("x"), headers=headers | JSON)
    assert "revoked" in problem(told, 401, "no-key")["detail"]


def test_a_key_that_there_never_was_cannot_be_revoked(writable: Writable) -> None:
    problem(writable.post("ann", "keys/0123456789ab/revoke"), 404, "unknown-id")


def test_only_an_admin_sees_keys(writable: Writable) -> None:
    problem(writable.client.get("/api/v1/keys"), 401, "no-key")
    problem(writable.get("joe", "keys"), 403, "not-allowed")
    problem(writable.post("joe", "keys/0123456789ab/revoke"), 403, "not-allowed")


def test_nobody_issues_keys_over_http(writable: Writable) -> None:
    asked = {"actor": "eve", "scopes": ["admin"]}
    told = writable.client.post("/api/v1/keys", json=asked, headers=writable.keys["ann"])
    problem(told, 405)
