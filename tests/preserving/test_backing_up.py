"""Backups and what is restored from them."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.auditing.verifying import verify
from kg.collection.drilling import drill
from kg.errors import DataError, LedgerError, NewerDataError
from kg.ledger import Keys, read
from kg.preserving.backing_up import back_up, on_same_disk
from kg.preserving.rebuilding import rebuild
from kg.preserving.restoring import restore
from kg.settings import Settings
from kg.writing.writer import Writer
from small_records import DAM, small

BASE = "https://example.org/"


def load(data: Path, *names: str, publish: bool = True) -> None:
    with Writer.open(data, base=BASE, actor="tester") as writer:
        for name in names:
            text = f"The ministry said the {name} was open."
            writer.load(small(name, text, writer.known))
        if publish:
            writer.publish()


@pytest.fixture
def data(folder: Path) -> Path:
    """Return a collection of two records, a retraction and a draft, under two checkpoints."""
    load(folder / "data", "hill", "road")
    with Writer.open(folder / "data", base=BASE, actor="tester") as writer:
        writer.retract("road", "read wrongly")
        writer.load(small("dam", DAM, writer.known, status="draft"))
        writer.publish()
    return folder / "data"


def test_what_is_restored_has_the_same_root_and_is_sound(data: Path, folder: Path) -> None:
    made = back_up(data, folder / "backup")
    before = verify(data)
    shutil.rmtree(data)
    report = restore(folder / "backup", folder / "again")
    assert report.sound
    assert (made.events, made.root) == (4, before.root) == (report.events, report.root)
    assert (report.records, report.checkpoints, report.quads) == (1, 2, before.quads)
    assert not list(folder.glob("*.tmp"))


def test_the_private_key_is_not_in_a_backup_and_a_new_one_signs_on(
    data: Path, folder: Path
) -> None:
    back_up(data, folder / "backup")
    assert sorted(path.name for path in (folder / "backup" / "keys").iterdir()) == ["public"]
    restore(folder / "backup", folder / "again")
    load(folder / "again", "lane")
    assert verify(folder / "again").sound
    old = Keys(data / "keys").known()
    assert Keys(folder / "again" / "keys").known()[:-1] == old


def test_what_is_restored_goes_on_like_the_original(data: Path, folder: Path) -> None:
    back_up(data, folder / "backup")
    restore(folder / "backup", folder / "again")
    with Writer.open(folder / "again", base=BASE, actor="tester") as writer:
        text = "The ministry said the hill was open."
        assert writer.load(small("hill", text, writer.known)).state == "unchanged"


def test_a_backup_taken_while_somebody_writes_is_whole(data: Path, folder: Path) -> None:
    names, stop = [f"place-{number}" for number in range(30)], threading.Event()

    def write() -> None:
        for name in names:
            load(data, name)
        stop.set()

    writer = threading.Thread(target=write)
    writer.start()
    sizes = list[int]()
    while not stop.is_set() and len(sizes) < 6:
        target = folder / f"backup-{len(sizes)}"
        sizes.append(back_up(data, target).events)
    writer.join()
    for number, events in enumerate(sizes):
        assert restore(folder / f"backup-{number}", folder / f"again-{number}").events == events
    assert sizes == sorted(sizes)


def test_an_unfinished_last_line_is_left_out(data: Path, folder: Path) -> None:
    with (data / "ledger" / "events-000001.jsonl").open("ab") as file:
        file.write(b'{"actor":')
    back_up(data, folder / "backup")
    assert len(list(read(folder / "backup" / "ledger"))) == 4
    assert restore(folder / "backup", folder / "again").notes == []


def test_events_not_published_yet_are_in_the_backup(data: Path, folder: Path) -> None:
    load(data, "lane", publish=False)
    assert back_up(data, folder / "backup").events == 5
    assert restore(folder / "backup", folder / "again").records == 2


def test_an_empty_collection_is_backed_up_too(folder: Path) -> None:
    load(folder / "data")
    assert back_up(folder / "data", folder / "backup").events == 0
    assert restore(folder / "backup", folder / "again").sound


def test_a_damaged_collection_is_not_backed_up(data: Path, folder: Path) -> None:
    kept = {path: path.read_bytes() for path in (data / "ledger").rglob("*") if path.is_file()}
    for path, content in kept.items():
        path.write_bytes(b"!" + content)
        with pytest.raises(LedgerError):
            back_up(data, folder / "backup")
        path.write_bytes(content)
        assert not [one for one in folder.iterdir() if one != data], path
    assert back_up(data, folder / "backup").events == 4


def test_a_ledger_that_is_not_the_signed_one_is_not_backed_up(data: Path, folder: Path) -> None:
    load(folder / "other", "lane", "pond", "hut", "ford")
    for path in (folder / "other" / "ledger" / "blobs").rglob("*"):
        if path.is_file():
            (data / "ledger" / "blobs" / path.parent.name).mkdir(exist_ok=True)
            shutil.copy(path, data / "ledger" / "blobs" / path.parent.name)
    segment = "ledger/events-000001.jsonl"
    shutil.copy(folder / "other" / segment, data / segment)
    with pytest.raises(LedgerError, match="not those that were signed"):
        back_up(data, folder / "backup")
    lines = (data / segment).read_bytes().splitlines(keepends=True)
    (data / segment).write_bytes(lines[0])
    with pytest.raises(LedgerError, match="not those that were signed"):
        back_up(data, folder / "backup")


def test_every_file_of_a_backup_that_is_changed_or_gone_is_found(data: Path, folder: Path) -> None:
    back_up(data, folder / "backup")
    files = [path for path in (folder / "backup").rglob("*") if path.is_file()]
    assert len(files) == 1 + 1 + 1 + 1 + 1 + 6  # manifest, format, keys, checkpoints, events, blobs
    for path in files:
        content = path.read_bytes()
        for changed in (content[:-2] + b"~" + content[-1:], content[:-1], None):
            path.unlink() if changed is None else path.write_bytes(changed)
            if path.name != "manifest.json" or changed is None or changed[-2:] == b"~\n":
                with pytest.raises(DataError):
                    restore(folder / "backup", folder / "again")
            assert not (folder / "again").exists()
            path.write_bytes(content)


@pytest.mark.parametrize("name", ["../escaped", "/etc/passwd", "ledger/../../x", "live/store/x"])
def test_a_backup_that_names_other_places_is_refused(data: Path, folder: Path, name: str) -> None:
    back_up(data, folder / "backup")
    path = folder / "backup" / "manifest.json"
    content = json.loads(path.read_bytes())
    content["files"][name] = content["files"]["format.json"]
    path.write_text(json.dumps(content))
    with pytest.raises(DataError, match="not a backup"):
        restore(folder / "backup", folder / "again")


@pytest.mark.parametrize("field", ["root", "events"])
def test_a_manifest_of_another_ledger_is_refused(data: Path, folder: Path, field: str) -> None:
    back_up(data, folder / "backup")
    path = folder / "backup" / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {field: 3}))
    with pytest.raises(LedgerError, match="The manifest speaks of"):
        restore(folder / "backup", folder / "again")


def test_a_backup_of_a_later_format_is_told(data: Path, folder: Path) -> None:
    back_up(data, folder / "backup")
    path = folder / "backup" / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {"backup": 2}))
    with pytest.raises(NewerDataError, match="format 2"):
        restore(folder / "backup", folder / "again")


def test_nothing_is_ever_overwritten(data: Path, folder: Path) -> None:
    (folder / "full").mkdir()
    (folder / "full" / "mine").touch()
    with pytest.raises(DataError, match="something here already"):
        back_up(data, folder / "full")
    back_up(data, folder / "backup")
    with pytest.raises(DataError, match="something here already"):
        restore(folder / "backup", folder / "full")
    (folder / "empty").mkdir()
    assert restore(folder / "backup", folder / "empty").sound


def test_a_view_is_not_backed_up(data: Path, folder: Path) -> None:
    rebuild(data, to=folder / "view")
    with pytest.raises(DataError, match="back that one up"):
        back_up(folder / "view", folder / "backup")


def test_a_backup_beside_its_original_is_no_protection_from_a_lost_disk(data: Path) -> None:
    assert on_same_disk(data, data.parent)


@pytest.mark.server
def test_a_drill_compares_root_and_answers(
    data: Path, folder: Path, counted: Callable[[str, int], None]
) -> None:
    settings = Settings(store=str(data), workers=2)
    done = drill(settings)
    assert (done.events, done.records, done.unlike, done.shown, done.restored) == (4, 1, (), 3, 3)
    assert done.root == verify(data).root
    assert done.alike >= 20
    back_up(data, folder / "backup")
    load(data, "lane")
    stale = drill(settings, folder / "backup")
    assert (stale.events, stale.alike, stale.shown, stale.restored) == (4, 0, 5, 3)
    counted("queries a drill found answered alike", done.alike)
