"""A copy of one generation, on a disk nobody may write to, is served as it is."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from api_asking import problem
from kg.errors import DataError
from kg.preserving.rebuilding import rebuild
from kg.writing.writer import Writer
from serving import Server, serving
from small_records import small

pytestmark = pytest.mark.server

BASE = "https://example.org/"


def copied(directory: Path, replica: Path) -> None:
    """Copy what readers read to a replica, as docs/operations.md says: the pointer comes last."""
    name = (directory / "current").read_text().strip()
    replica.mkdir(exist_ok=True)
    shutil.copy(directory / "format.json", replica)
    shutil.copytree(directory / "generations" / name, replica / "generations" / name)
    shutil.copy(directory / "current", replica / "current.new")
    (replica / "current.new").replace(replica / "current")


def close(folder: Path, *, writable: bool) -> None:
    """Take away, or give back, the right to write to a folder and all in it."""
    for path in (folder, *folder.rglob("*")):
        path.chmod((0o755 if path.is_dir() else 0o644) if writable else 0o555)


def test_nothing_is_written_to_a_copy_that_has_no_ledger(folder: Path) -> None:
    with Writer.open(folder / "data", base=BASE, actor="t") as writer:
        writer.load(small("hill"))
        writer.publish()
    copied(folder / "data", folder / "replica")
    with pytest.raises(DataError, match="a copy for readers, without its ledger"):
        rebuild(folder / "replica")
    with (
        pytest.raises(DataError, match="Nothing can be written here"),
        Writer.open(folder / "replica", base=BASE, actor="t"),
    ):
        pass
    assert sorted(path.name for path in (folder / "replica").iterdir()) == [
        "current", "format.json", "generations", "lock",
    ]  # fmt: skip


@pytest.fixture
def unprivileged(tmp_path: Path) -> Path:
    """Return a Python that is held to the rights of files, though it is root that runs it."""
    if os.geteuid() != 0:
        return Path(sys.executable)
    script = tmp_path / "python"
    dropped = "-dac_override,-dac_read_search,-fowner"
    script.write_text(
        "#!/bin/sh\n"
        f'exec setpriv --bounding-set={dropped} --inh-caps={dropped} {sys.executable} "$@"\n'
    )
    script.chmod(0o755)
    return script


@contextmanager
def serving_by(python: Path, *arguments: str | Path) -> Iterator[Server]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    with serving(*arguments, env=env | {"KG_WORKERS": "2"}, python=str(python)) as server:
        yield server


def texts(address: str) -> list[str]:
    connection = HTTPConnection(address.removeprefix("http://"), timeout=60)  # any process
    connection.request("GET", "/api/v1/claims")
    items = json.loads(connection.getresponse().read())["items"]
    connection.close()
    return sorted(item["label"] for item in items)


@pytest.mark.parametrize("number", ["1", "2"])
def test_a_copied_generation_is_served_from_where_nothing_can_be_written(
    folder: Path, tmp_path: Path, unprivileged: Path, number: str
) -> None:
    replica = tmp_path / "replica"
    with Writer.open(folder / "data", base=BASE, actor="tester") as writer:
        writer.load(small("one", "The ministry said one fell.", writer.known))
        writer.publish()
        copied(folder / "data", replica)
        close(replica, writable=False)
        try:
            with serving_by(unprivileged, "--data", replica, "--workers", number) as server:
                before = sorted(replica.rglob("*"))
                assert server.client.get("/readyz").json()["ready"] is True
                assert texts(server.address) == ["one fell."]
                found = server.client.get("/api/v1/lookup?quote=The ministry said one fell.").json()
                assert [item["claim"]["id"] for item in found["items"]] == ["claim-one"]
                past = server.client.get("/api/v1/claims?asOf=1")
                assert "no ledger" in problem(past, 400, "bad-request")["detail"]
                assert server.client.post("/api/v1/records", content=b"{}").status_code == 404
                assert sorted(replica.rglob("*")) == before

                writer.load(small("two", "The ministry said two fell.", writer.known))
                writer.publish()
                close(replica, writable=True)
                copied(folder / "data", replica)
                close(replica, writable=False)
                for _ in range(4):
                    assert texts(server.address) == ["one fell.", "two fell."]
        finally:
            close(replica, writable=True)
