"""Checking, proving, backing up and looking back once something was erased."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Store

from erasing import BASE, load, places
from handing_in import body
from kg.auditing.offline import verify_bundle
from kg.auditing.proving import prove
from kg.auditing.report import Finding
from kg.auditing.verifying import verify
from kg.collection.condition import Condition
from kg.collection.drilling import drill
from kg.collection.editions import Editions
from kg.errors import ErasedError, StoreBusyError, UnknownThingError
from kg.ledger import Blobs, Torn, digest_of, torn_end
from kg.pool import faults
from kg.preserving.backing_up import back_up
from kg.preserving.rebuilding import rebuild
from kg.preserving.restoring import restore
from kg.settings import Settings
from kg.store.location import Generations
from kg.writing.sent import Sent
from kg.writing.submitting import write
from kg.writing.writer import Writer
from quick_folders import quick_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WORD = "qzvxkplwmrtg"
OTHER = "hbdfjkwnvqxz"
TEXT = f"The ministry said {WORD} fell."
ATTRIBUTION = f"{digest_of(TEXT.encode())[:16]}-0-36-1"


def erase(data: Path, at: datetime = NOON + timedelta(days=2)) -> None:
    with Writer.open(data, base=BASE, actor="tester", clock=lambda: at) as writer:
        writer.erase("hill", "asked to")
        writer.publish()


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """Yield a collection: `hill` and `dam` at noon, `hill` with another text a day later."""
    with quick_folder() as folder:
        days = count()

        def clock() -> datetime:
            return NOON + timedelta(days=next(days) // 3)

        with Writer.open(folder / "data", base=BASE, actor="tester", clock=clock) as writer:
            load(writer, "hill", WORD)
            load(writer, "dam", OTHER)
            writer.publish()
            load(writer, "hill", "vwxkqrmzjdfh")
            writer.publish()
        yield folder / "data"


@pytest.fixture
def data(made: Path, folder: Path) -> Path:
    """Return a copy of it that may be changed."""
    return Path(shutil.copytree(made, folder / "data"))


def blob(data: Path, digest: str) -> Path:
    return data / "ledger" / "blobs" / digest[:2] / digest


def test_what_was_erased_and_is_there_again_is_found_and_a_rebuild_deletes_it(data: Path) -> None:
    digest = digest_of(TEXT.encode())
    kept = blob(data, digest).read_bytes()
    erase(data)
    (note,) = verify(data).notes
    assert note.startswith("4 documents and texts were erased: only their hashes are left")
    blob(data, digest).write_bytes(kept)
    assert verify(data).findings == [
        Finding(
            digest,
            "This was erased with record `hill` (event 4, 2026-11-23), "
            "but it is there: kg rebuild deletes it",
        )
    ]
    rebuild(data)
    assert verify(data).sound
    assert places(data, WORD) == set()


def test_what_nobody_erased_must_still_be_there(data: Path) -> None:
    digest = digest_of(f"The ministry said {OTHER} fell.".encode())
    erase(data)
    blob(data, digest).unlink()
    missing = Finding(str(blob(data, digest)), "A file of the ledger is missing")
    assert missing in verify(data).findings


def test_a_checkpoint_of_before_an_erasure_still_holds(data: Path, folder: Path) -> None:
    before = verify(data)
    kept = Path(shutil.copy(data / "ledger" / "checkpoints", folder / "kept"))
    erase(data)
    after = verify(data, deep=True, kept=kept)
    assert after.sound
    assert (before.events, after.events, after.records, after.erased) == (3, 4, 1, 1)
    assert (data / "ledger" / "checkpoints").read_bytes().startswith(kept.read_bytes())


def test_a_view_of_before_an_erasure_says_what_is_missing(data: Path, folder: Path) -> None:
    erase(data)
    view = rebuild(data, to=folder / "view", as_of=NOON + timedelta(hours=1))
    assert (view.facts.revision, view.facts.erased, view.facts.counts["records"]) == (2, 1, 1)
    assert json.loads((view.path / "meta.json").read_text())["erased"] == 1
    assert json.loads((folder / "view" / "format.json").read_text())["view"] == (
        "a collection as it was on 2026-11-21T13:00:00.000000Z, "
        "without 1 record or judgement that was erased later"
    )
    assert WORD not in str(list(Store.read_only(str(view.store))))
    assert OTHER in str(list(Store.read_only(str(view.store))))


def test_two_views_of_one_day_are_two_editions_when_one_lacks_something(
    data: Path, folder: Path
) -> None:
    day = NOON + timedelta(hours=1)
    rebuild(data, to=folder / "whole", as_of=day)
    erase(data)
    rebuild(data, to=folder / "less", as_of=day)
    whole, less = (Editions(Generations(folder / name), []).current() for name in ("whole", "less"))
    assert whole is not None
    assert less is not None
    assert (whole.revision, whole.erased, less.revision, less.erased) == (2, 0, 2, 1)
    assert whole.digest != less.digest
    assert list(Condition(erased=1).warnings()) == [
        "1 records or judgements of this view are missing: they were erased later"
    ]


def test_a_view_that_lacks_nothing_does_not_say_so(data: Path, folder: Path) -> None:
    erase(data)
    now = rebuild(data, to=folder / "now")
    assert now.facts.erased == 0
    assert "without" not in (folder / "now" / "format.json").read_text()


def test_a_rebuilt_collection_lacks_what_was_erased_and_nothing_else(data: Path) -> None:
    erase(data)
    before = verify(data)
    assert rebuild(data).facts.erased == 0
    after = verify(data, deep=True)
    assert (after.findings, after.quads, after.records) == ([], before.quads, 1)


@pytest.mark.server
def test_a_backup_of_after_an_erasure_needs_nothing_of_it(data: Path, folder: Path) -> None:
    erase(data)
    made = back_up(data, folder / "backup")
    assert places(folder / "backup", WORD) == set()
    report = restore(folder / "backup", folder / "again")
    assert (report.root, report.records, report.erased) == (made.root, 1, 1)
    done = drill(Settings(store=str(data), workers=2))
    assert (done.records, done.unlike, done.alike > 20) == (1, (), True)


def test_a_backup_of_before_an_erasure_brings_it_back_to_be_erased_again(
    data: Path, folder: Path
) -> None:
    back_up(data, folder / "backup")
    erase(data)
    report = restore(folder / "backup", folder / "again")
    assert (report.records, report.erased) == (2, 0)
    assert places(folder / "again", WORD) != set()
    erase(folder / "again")
    assert places(folder / "again", WORD) == set()
    assert verify(folder / "again").sound


def test_a_backup_during_which_something_is_erased_is_not_made(
    data: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(segment: Path) -> Torn | None:
        erase(data)
        return torn_end(segment)

    monkeypatch.setattr("kg.preserving.backing_up.torn_end", meanwhile)
    with pytest.raises(StoreBusyError, match="erased while it was being backed up") as caught:
        back_up(data, folder / "backup")
    assert caught.value.hint == "run it again"
    assert not (folder / "backup").exists()


def test_a_check_during_which_something_is_erased_finds_nothing(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.auditing.verifying._check_end", lambda *_: erase(data))
    report = verify(data)
    assert report.findings == []
    assert any("were not compared" in note for note in report.notes)


def test_a_generation_that_was_removed_during_a_check_is_not_called_damaged(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def removed(*_: object, **__: object) -> list[str]:
        shutil.rmtree(data / "generations" / "3")
        return ["it is damaged"]

    monkeypatch.setattr("kg.auditing.verifying._differences", removed)
    report = verify(data)
    assert report.findings == []
    assert report.notes == ["Graph and index were not compared: newer ones were published"]


@pytest.mark.parametrize("name", ["hill", "record/hill"])
def test_what_was_erased_is_not_proven_but_told(data: Path, name: str) -> None:
    prove(data, name)
    erase(data)
    with pytest.raises(ErasedError, match=r"record `hill` \(event 4, 2026-11-23\)"):
        prove(data, name)
    prove(data, "dam")
    with pytest.raises(UnknownThingError):
        prove(data, "nowhere")


def test_an_attribution_in_an_erased_text_is_not_proven_but_told(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    erase(data)
    for name in (ATTRIBUTION, f"attribution/{ATTRIBUTION}"):
        with pytest.raises(ErasedError, match="text of this attribution was erased with record"):
            prove(data, name)
    monkeypatch.setattr("kg.auditing.proving._holders", lambda *_: None)
    with pytest.raises(UnknownThingError):
        prove(data, "claim-hill")


def test_a_bundle_of_before_an_erasure_still_holds(data: Path) -> None:
    bundle = json.dumps(prove(data, "hill").model_dump(mode="json")).encode()
    erase(data)
    verdict = verify_bundle(bundle)
    assert verdict.subject == "record/hill"
    assert any("erased later" in line for line in verdict.does_not_prove)


def test_an_erasure_that_is_not_signed_yet_is_told_and_hides_nothing_else(data: Path) -> None:
    with Writer.open(data, base=BASE, actor="tester", clock=lambda: NOON) as writer:
        writer.erase("hill", "asked to")
    with pytest.raises(ErasedError):
        prove(data, "hill")
    assert prove(data, "claim-dam").subject.id == "claim-dam"


def test_an_erased_blob_is_asked_for_by_nobody_but_told_if_so(data: Path) -> None:
    erase(data)
    with pytest.raises(ErasedError, match=r"was erased with record `hill` \(event 4, 2026-11-23\)"):
        Blobs(data / "ledger" / "blobs").get(digest_of(TEXT.encode()))


def test_a_server_brings_nothing_back_that_was_erased(data: Path) -> None:
    asked = {"store": str(data), "base": BASE, "wait": 0, "two_persons": False, "request": None}
    sent = Sent(body("road", TEXT), json=True).written()
    erase(data)
    with pytest.raises(ErasedError, match="This very text was here") as caught:
        write(
            asked
            | {"do": "load", "actor": "jane", "sent": sent, "status": "accepted", "dry_run": False},
            lambda _: None,
        )
    assert faults.read(faults.written(caught.value)).detail == caught.value.detail
    assert places(data, WORD) == set()
