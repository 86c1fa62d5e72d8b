"""Hostile documents that are sent to a server, or come back as a backup, a proof, a checkpoint."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from handing_in import bearer
from hostile.documents import BOTH, JSON, YAML
from hostile.test_documents import BASE, HOSTILE, Counted, soon, state
from kg.access import Scope
from kg.auditing.offline import verify_bundle
from kg.auditing.proving import prove
from kg.auditing.signatures import read_kept
from kg.errors import DataError, KgError
from kg.preserving.backing_up import back_up
from kg.preserving.restoring import restore
from kg.writing.writer import Writer
from quick_folders import quick_folder
from serving import serving
from small_records import small

pytestmark = [pytest.mark.server, pytest.mark.timeout(120)]
LARGEST_SENT = 2**19


@pytest.fixture
def folder() -> Iterator[Path]:
    with quick_folder() as path:
        yield path


@pytest.fixture
def data(folder: Path) -> Path:
    """Return a collection of one record."""
    with Writer.open(folder / "data", base=BASE, actor="tester") as writer:
        writer.load(small("dam", known=writer.known))
        writer.publish()
    return folder / "data"


def test_a_server_refuses_hostile_records_and_writes_nothing(data: Path, counted: Counted) -> None:
    key = bearer(data, "joe", Scope.REVIEW, Scope.DRAFT)
    sent = [("application/yaml", name, case[0]) for name, case in (BOTH | YAML).items()]
    sent += [("application/json", name, case[0]) for name, case in (BOTH | JSON).items()]
    few = [one for one in sent if len(one[2]) < LARGEST_SENT]
    before = state(data)
    env = os.environ | {"KG_BASE": BASE, "KG_CLIENT_CPU": "0", "KG_STORE": str(data)}
    with serving("--data", data, "--writable", env=env) as server:
        for kind, name, content in few:
            headers = key | {"Content-Type": kind}
            told = server.client.post("/api/v1/records", content=content, headers=headers)
            assert 400 <= told.status_code < 500, (name, kind, told.status_code, told.text[:300])
            assert told.json()["detail"], name
        assert server.client.get("/healthz").status_code == 200
        assert "Traceback" not in "".join(server.log)
    assert state(data) == before
    counted(HOSTILE, len(few))


Change = Callable[[dict[str, Any], Path], object]


def entry(name: str, digest: object = "0" * 64) -> Change:
    return lambda manifest, _: manifest["files"].update({name: digest})


def event_file(manifest: dict[str, Any], backup: Path) -> Path:
    return backup / next(name for name in manifest["files"] if "events" in name)


MANIFESTS: dict[str, Change] = {
    "a way out": entry("../../etc/passwd"),
    "an absolute path": entry("/etc/passwd"),
    "a way out through the ledger": entry("ledger/../../x"),
    "a Windows path": entry("ledger\\..\\x"),
    "a zero in a path": entry("keys/public\0"),
    "a line in a path": entry("keys/public\n"),
    "a private key": entry("keys/private"),
    "an index": entry("live/index.sqlite"),
    "a blob in the wrong folder": entry(f"ledger/blobs/ab/{'0' * 64}"),
    "a missing file": entry(f"ledger/blobs/00/{'0' * 64}"),
    "a segment left out": entry("ledger/events-000009.jsonl"),
    "a digest that is none": entry("format.json", [1]),
    "files as a list": lambda manifest, _: manifest.update(files=["format.json"]),
    "files as a word": lambda manifest, _: manifest.update(files="format.json"),
    "no files": lambda manifest, _: manifest.update(files={}),
    "more events": lambda manifest, _: manifest.update(events=10**30),
    "events as a word": lambda manifest, _: manifest.update(events="one"),
    "another root": lambda manifest, _: manifest.update(root="0" * 64),
    "a newer format": lambda manifest, _: manifest.update(backup=99),
    "a format that is none": lambda manifest, _: manifest.update(backup="1"),
    "a field too many": lambda manifest, _: manifest.update(more=1),
    "a changed event": lambda manifest, backup: event_file(manifest, backup).write_bytes(b"{}\n"),
    "a link": lambda manifest, backup: linked(event_file(manifest, backup), "/etc/passwd"),
    "a device": lambda manifest, backup: linked(event_file(manifest, backup), "/dev/zero"),
    "a pipe": lambda manifest, backup: piped(event_file(manifest, backup)),
    "a folder": lambda manifest, backup: foldered(event_file(manifest, backup)),
    "a terabyte": lambda manifest, backup: os.truncate(event_file(manifest, backup), 2**40),
}


def linked(path: Path, target: str) -> None:
    path.unlink()
    path.symlink_to(target)


def piped(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def foldered(path: Path) -> None:
    path.unlink()
    path.mkdir()


def refused(backup: Path, target: Path, what: str) -> None:
    with soon(what), pytest.raises(DataError) as error:
        restore(backup, target)
    assert error.value.detail
    assert len(error.value.detail) < 1500, what
    assert not target.exists(), what
    assert not list(target.parent.glob("again*")), what


def test_a_hostile_backup_is_not_restored(data: Path, folder: Path, counted: Counted) -> None:
    back_up(data, folder / "backup")
    for name, change in MANIFESTS.items():
        shutil.rmtree(folder / "changed", ignore_errors=True)
        shutil.copytree(folder / "backup", folder / "changed")
        path = folder / "changed" / "manifest.json"
        manifest = json.loads(path.read_bytes())
        change(manifest, folder / "changed")
        path.write_text(json.dumps(manifest))
        refused(folder / "changed", folder / "again", name)
    counted(HOSTILE, len(MANIFESTS))


NONSENSE = {
    "empty": b"", "no JSON": b"{", "latin 1": b'{"a": "caf\xe9"}', "zeros": b"\0" * 1000,
    "utf 16": '{"a": 1}'.encode("utf-16"), "deep": b"[" * 200_000 + b"]" * 200_000,
    "deep objects": b'{"a":' * 200_000 + b"1" + b"}" * 200_000, "a list": b"[]", "a word": b'"a"',
    "a number": b"1e999999", "a huge number": b"9" * 100_000, "not a number": b"NaN",
    "a field twice": b'{"backup": 1, "backup": 1, "bundle": 1, "bundle": 1}',
    "a huge version": b'{"backup": ' + b"9" * 4000 + b', "bundle": ' + b"9" * 4000 + b"}",
}  # fmt: skip


def test_nonsense_is_no_backup_no_proof_and_no_checkpoint(folder: Path, counted: Counted) -> None:
    (folder / "backup").mkdir()
    for name, content in NONSENSE.items():
        (folder / "backup" / "manifest.json").write_bytes(content)
        refused(folder / "backup", folder / "again", name)
        with soon(name), pytest.raises(DataError, match="does not hold"):
            verify_bundle(content)
        with soon(name), pytest.raises(KgError):
            read_kept(folder / "backup" / "manifest.json")
    counted(HOSTILE, 3 * len(NONSENSE))


VALUES: list[Any] = [
    None, True, -1, 10**18, 1e308, "", "x" * 10_000, "\ud800", "\0", "../..", [], [[]],
    {}, {"a": 1},
]  # fmt: skip


def changes(bundle: Any) -> Iterator[Any]:
    """Yield the bundle with each part in turn replaced by what has no place there."""
    for name, value in bundle.items() if isinstance(bundle, dict) else enumerate(bundle):
        for other in VALUES:
            if other != value and (other or value):
                copy = dict(bundle) if isinstance(bundle, dict) else list(bundle)
                copy[name] = other
                yield copy
        if isinstance(value, dict | list) and len(value) < 12:
            for inner in changes(value):
                copy = dict(bundle) if isinstance(bundle, dict) else list(bundle)
                copy[name] = inner
                yield copy


def test_a_proof_with_anything_out_of_place_does_not_hold(data: Path, counted: Counted) -> None:
    whole = prove(data, "record/dam").model_dump(mode="json")
    verify_bundle(json.dumps(whole).encode())
    tried = 0
    for changed in changes(whole):
        with pytest.raises(DataError, match="does not hold"):
            verify_bundle(json.dumps(changed).encode())
        tried += 1
    assert tried > 300
    counted("changed proofs", tried)


def test_what_is_no_file_holds_no_checkpoint(folder: Path, counted: Counted) -> None:
    os.mkfifo(folder / "pipe")
    for path in (folder / "pipe", folder / "none", folder, Path("/dev/zero")):
        with soon(str(path)), pytest.raises(KgError, match="cannot be read"):
            read_kept(path)
    counted(HOSTILE, 4)
