from __future__ import annotations

import base64
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api_asking import problem
from kg.ledger import Checkpoint, PublicKey, leaves
from kg.ledger.merkle import consistent, root_of
from kg.settings import Settings
from kg_api.app import create_app


def test_the_newest_checkpoint_is_told_as_it_was_signed(client: TestClient, demo: Path) -> None:
    answer = client.get("/ledger/checkpoint")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert (demo / "ledger" / "checkpoints").read_text().endswith(answer.text)
    keys = [PublicKey.parse(line) for line in client.get("/ledger/keys").text.splitlines()]
    found = Checkpoint.parse(answer.text, where="answer")
    assert found.size == 14
    assert found.signer(keys) == keys[-1]


def test_every_pair_of_sizes_is_proven_consistent(client: TestClient, demo: Path) -> None:
    hashes = list(leaves(demo / "ledger"))
    roots = [root_of(hashes[:size]) for size in range(15)]
    for first, second in [(1, 14), (3, 7), (7, 8), (8, 14), (13, 14), (14, 14)]:
        told = client.get(f"/ledger/consistency?from={first}&to={second}").json()
        proof = [base64.b64decode(step) for step in told["proof"]]
        assert (told["from"], told["to"]) == (first, second)
        assert consistent(first, second, roots[first], roots[second], proof)


@pytest.mark.parametrize(
    ("sizes", "parameter"),
    [
        ("from=3&to=15", "to"),
        ("from=5&to=4", "from"),
        ("from=0&to=4", "from"),
        ("from=1", "to"),
        ("from=1&to=x", "to"),
        ("from=1&to=9999999999999999", "to"),
        ("from=1&to=2&too=3", "too"),
    ],
)
def test_sizes_of_no_checkpoint_are_refused_by_name(
    client: TestClient, sizes: str, parameter: str
) -> None:
    told = problem(client.get(f"/ledger/consistency?{sizes}"), 422, "bad-parameter")
    assert told["parameter"] == parameter


def test_what_has_no_ledger_says_so() -> None:
    with TestClient(create_app(Settings(store="http://127.0.0.1:9/sparql"))) as client:
        for path in ("checkpoint", "keys", "consistency?from=1&to=2"):
            problem(client.get(f"/ledger/{path}"), 404, "unknown-id")
