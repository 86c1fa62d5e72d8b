"""A real server that takes writes: two people, their keys, and what the public sees of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from api_asking import problem
from cli_running import shell
from handing_in import JSON, Headers, body, named, saying
from serving import Server, serving

pytestmark = pytest.mark.server

CANARIES = ("xyzzydraft", "xyzzygone")


@contextmanager
def writing(directory: Path, **settings: str) -> Iterator[Server]:
    """Run a server that takes writes."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    with serving("--data", directory, "--writable", env=env | settings) as server:
        yield server


def issued(directory: Path, actor: str, *scopes: str) -> Headers:
    """Issue a key on the command line."""
    wanted = [part for scope in scopes for part in ("--scope", scope)]
    ran = shell("keys", "issue", actor, *wanted, "--data", directory)
    assert ran.code == 0, ran.err
    return {"Authorization": f"Bearer {ran.out.strip()}"}


def test_two_people_bring_a_record_from_its_draft_to_its_retraction(folder: Path) -> None:
    data = folder / "data"
    jane = issued(data, "jane", "draft", "review")
    joe = issued(data, "joe", "review", "retract")
    with writing(data, KG_TWO_PERSONS="yes") as server:
        ask = server.client
        assert ask.get("/api/v1/claims").json()["items"] == []

        def post(address: str, who: Headers, name: str, sent: bytes) -> Any:
            headers = who | JSON | named(name)
            return ask.post(f"/api/v1/records{address}", content=sent, headers=headers)

        content = body("mill", saying("the mill was sold"), status="draft")
        drafted = post("", jane, "draft", content)
        assert (drafted.status_code, drafted.json()["state"]) == (201, "drafted")
        assert ask.get("/api/v1/claims").json()["items"] == []

        seen = ask.get("/api/v1/drafts/mill", headers=joe).json()
        assert (seen["actor"], seen["text"]) == ("jane", saying("the mill was sold"))
        digest = b'{"document": "%s"}' % seen["document"].encode()
        problem(post("/mill/accept", jane, "own", digest), 403, "not-allowed")
        undrafted = body("mill", saying("the mill was sold"))
        problem(post("", jane, "short cut", undrafted), 403, "not-allowed")

        accepted = post("/mill/accept", joe, "accept", digest)
        assert (accepted.status_code, accepted.json()["state"]) == (201, "added")
        read = ask.get("/api/v1/claims/claim-mill")
        assert read.json()["revision"] >= accepted.json()["revision"]

        again = post("/mill/accept", joe, "accept", digest)
        assert (again.status_code, again.json()["replayed"]) == (200, True)
        other = b'{"document": "%s"}' % (b"0" * 64)
        problem(post("/mill/accept", joe, "accept", other), 409, "conflict")

        gone = post("/mill/retract", joe, "retract", b'{"reason": "the mill stands"}')
        assert (gone.status_code, gone.json()["state"]) == (200, "retracted")
        assert ask.get("/api/v1/claims/claim-mill").status_code == 404
        who = ask.get("/api/v1/claims").json()["revision"]
        assert who >= gone.json()["revision"]
    checked = shell("verify", "--deep", "--data", data)
    assert checked.code == 0, checked.out + checked.err


def test_the_command_line_writes_beside_the_server(folder: Path) -> None:
    data, beside = folder / "data", folder / "beside.json"
    key = issued(data, "jane", "review")
    beside.write_bytes(body("inn", saying("the inn was shut")))
    with writing(data) as server:

        def hand_in(record: str) -> Any:
            content = body(record, saying(f"the {record} was old"))
            return server.client.post("/api/v1/records", content=content, headers=key | JSON)

        assert hand_in("mill").status_code == 201
        loaded = shell("load", beside, "--data", data)
        assert loaded.code == 0, loaded.err
        assert server.client.get("/api/v1/claims/claim-inn").status_code == 200
        assert hand_in("barn").status_code == 201
        assert shell("retract", "mill", "--reason", "wrong", "--data", data).code == 0
        assert server.client.get("/api/v1/claims/claim-mill").status_code == 404
        shown = server.client.get("/api/v1/claims").json()["items"]
        assert sorted(each["id"] for each in shown) == ["claim-barn", "claim-inn"]


def test_what_is_a_draft_or_retracted_is_nowhere_in_public(
    folder: Path, counted: Callable[[str, int], None]
) -> None:
    data = folder / "data"
    key = issued(data, "jane", "draft", "review", "retract")
    with writing(data) as server:

        def send(address: str, sent: bytes) -> None:
            headers = key | JSON
            answer = server.client.post(f"/api/v1/records{address}", content=sent, headers=headers)
            assert answer.is_success, answer.text

        send("", body("seen", saying("the well was deep")))
        drafted, gone = CANARIES
        send("", body(drafted, saying(f"the {drafted} was fed"), status="draft"))
        taken = body(gone, saying(f"the {gone} was fed"))
        # that a record of this id was taken back is told; what was in it is not
        send("", taken.replace(f'"record": "{gone}"'.encode(), b'"record": "taken-back"'))
        send("/taken-back/retract", b'{"reason": "not to be seen"}')
        looked = sum(_clean(server, address) for address in _public(server))
        exported = shell("export", "--data", data)
        assert "the well was deep" in exported.out
        assert not any(canary in exported.out for canary in CANARIES)
    shown = data / "generations" / (data / "current").read_text().strip()
    for path in shown.rglob("*"):
        if path.is_file():
            assert not any(canary.encode() in path.read_bytes() for canary in CANARIES), path
    counted("public addresses and exports without a draft or a retracted record", looked + 1)


def _public(server: Server) -> Iterator[str]:
    for path, methods in server.client.get("/openapi.json").json()["paths"].items():
        if "get" in methods and "{" not in path and "security" not in methods["get"]:
            yield path
    yield from (f"/api/v1/{name}.csv" for name in ("claims", "attributions", "sources", "speakers"))
    for query in server.client.get("/api/v1/queries").json()["items"]:
        yield f"/api/v1/queries/{query['id']}/run"
    yield "/sparql?query=SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    yield "/sparql?query=CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
    for canary in CANARIES:
        for kind in ("claims/claim-", "sources/paper-"):
            yield f"/api/v1/{kind}{canary}"
        yield f"/id/claim/claim-{canary}"
        yield f"/api/v1/sources/paper-{canary}/text"
        for given in ("text", "quote"):
            yield f"/api/v1/lookup?{given}={canary}"


def _clean(server: Server, address: str) -> int:
    """Look for canaries in an answer, where the address itself may be repeated; 1 when clean."""
    answer = server.client.get(address)
    if "lookup?" in address:
        assert answer.json()["items"] == []
    elif any(canary in address for canary in CANARIES):
        assert answer.status_code in (303, 404), address
    else:
        assert answer.status_code < 500, address
        assert not any(canary in answer.text for canary in CANARIES), address
    return 1
