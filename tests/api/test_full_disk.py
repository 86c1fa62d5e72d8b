"""A disk that fills up under a server that takes writes, and is emptied again.

Needs a small file system of its own, which root may mount.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from api_asking import problem
from handing_in import JSON, bearer, body, named, saying
from kg.access import Scope
from kg.auditing.verifying import verify
from kg.ledger import read
from serving import serving
from small_disk import small_disk

pytestmark = pytest.mark.server

LEFT = (0, 4_096, 65_536, 262_144)
"""How many bytes are left: enough for nothing, for the event, for a part of the rest."""
READS = (
    "/healthz", "/readyz", "/api/v1/claims", "/api/v1/claims/claim-mill",
    "/api/v1/claims/claim-mill/trace", "/api/v1/lookup?text=mill",
    "/api/v1/sources/paper-mill/text", "/sparql?query=SELECT * { ?s ?p ?o } LIMIT 5",
)  # fmt: skip


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Yield a file system with room for a small collection."""
    with small_disk(tmp_path) as place:
        yield place


def fill(disk: Path, left: int) -> None:
    """Leave so many bytes free."""
    with (disk / "filler").open("wb", buffering=0) as file:
        with suppress(OSError):
            while True:
                file.write(bytes(2**16))
        file.truncate(max(0, file.tell() - left))


def test_reading_goes_on_while_the_disk_is_full_and_writing_once_there_is_room(
    disk: Path, counted: Callable[[str, int], None]
) -> None:
    data = disk / "data"
    key = bearer(data, "jane", *Scope)
    refused = reads = 0
    with serving("--data", data, "--writable") as server:
        process = server.process.pid

        def hand_in(record: str) -> Any:
            content = body(record, saying(f"the {record} was sold"))
            headers = key | JSON | named(record)
            return server.client.post("/api/v1/records", content=content, headers=headers)

        assert hand_in("mill").status_code == 201
        revisions = {}
        for number, left in enumerate(LEFT):
            fill(disk, left)
            answer = hand_in(f"barn-{number}")
            while answer.is_success:  # there was room for this one
                revisions[answer.json()["record"]] = answer.json()["revision"]
                number += 10  # noqa: PLW2901
                answer = hand_in(f"barn-{number}")
            problem(answer, 507, "disk-full")
            refused += 1
            for address in READS:
                assert server.client.get(address).status_code == 200, address
                reads += 1
            (disk / "filler").unlink()
            resumed = hand_in(f"barn-{number}")
            assert resumed.is_success, resumed.text
            assert resumed.json()["state"] == "added"
            revisions[f"barn-{number}"] = resumed.json()["revision"]
            assert server.client.get(f"/api/v1/claims/claim-barn-{number}").status_code == 200
        assert server.process.poll() is None
        assert server.process.pid == process
    kept = {event.entry.record: event.seq for event in read(data / "ledger")}
    assert len(list(read(data / "ledger"))) == len(kept)
    assert kept == {"mill": 1} | revisions
    assert verify(data).findings == []
    counted("writes to a full disk over HTTP: 507, and taken once there was room", refused)
    counted("reads beside a full disk: all answered", reads)
