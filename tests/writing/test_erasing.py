"""Legal erasure: what is gone afterwards, and that everything else is as it was."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Store

from erasing import BASE, everything, is_in, load, places, writing
from kg.auditing.verifying import verify
from kg.errors import BadParameterError, ErasedError, UnknownThingError
from kg.keeping.generations import current_generation
from kg.keeping.layout import Layout
from kg.ledger import Blobs, Kind, digest_of, read
from kg.past.making import make
from kg.writing.writer import Writer
from quick_folders import quick_folder
from small_records import small

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WORD = "qzvxkplwmrtg"
OTHER = "hbdfjkwnvqxz"
ERASURES = int(os.environ.get("KG_ERASURES", "10"))
EVERYWHERE = {
    "generations/2",
    "ledger/blobs",
    "live/books.sqlite",
    "live/index.sqlite",
    "live/store",
}


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """Yield a published collection of the records `hill` and `dam`, each with its word."""
    with quick_folder() as folder:
        with writing(folder / "data") as writer:
            load(writer, "hill", WORD)
            load(writer, "dam", OTHER)
        yield folder / "data"


@pytest.fixture
def data(made: Path, folder: Path) -> Path:
    """Return a copy of it that may be changed."""
    return Path(shutil.copytree(made, folder / "data"))


def erase(data: Path, record: str = "hill") -> None:
    with writing(data) as writer:
        writer.erase(record, "asked to")


def graphs(data: Path) -> set[str]:
    generation = current_generation(Layout(data))
    assert generation is not None
    names = {str(name) for name in Store.read_only(str(generation.store)).named_graphs()}
    return {name.rpartition("/")[2].rstrip(">") for name in names if "/record-" in name}


def test_no_byte_of_what_was_erased_is_left_anywhere(data: Path) -> None:
    assert places(data, WORD) == EVERYWHERE
    erase(data)
    assert places(data, WORD) == set()
    assert places(data, OTHER) == EVERYWHERE - {"generations/2"} | {"generations/3"}
    assert graphs(data) == {"record-dam-v1"}
    assert verify(data, deep=True).findings == []


def test_no_byte_of_what_was_erased_is_left_in_a_view_of_the_past(data: Path) -> None:
    view = {"revision": 1, "taken": 0, "whole": True, "made_by": "a"}
    make({"store": str(data), "view": view, "wait": 0}, lambda _: None)
    assert places(data, WORD) == EVERYWHERE | {"past/1-0-whole-a"}
    erase(data)
    assert places(data, WORD) == set()
    make({"store": str(data), "view": view | {"taken": 3}, "wait": 0}, lambda _: None)
    assert places(data, WORD) == set()


def test_the_ledger_keeps_who_erased_what_and_why_and_every_hash(data: Path) -> None:
    before = list(read(data / "ledger"))
    erase(data)
    first, *_, last = read(data / "ledger")
    assert (first, last.seq) == (before[0], 3)
    assert (last.entry.kind, last.entry.actor) == (Kind.ERASED, "tester")
    assert (last.entry.record, last.entry.reason) == ("hill", "asked to")
    assert (last.entry.document, last.entry.snapshot, last.entry.version) == (
        first.entry.document,
        first.entry.snapshot,
        1,
    )


def test_every_version_and_draft_goes_also_of_a_retracted_record(data: Path) -> None:
    words = {"second": "vwxkqrmzjdfh", "draft": "zkjtwpxnbvqd"}
    with writing(data) as writer:
        load(writer, "hill", words["second"])
        writer.retract("hill", "read wrongly")
        load(writer, "hill", words["draft"], status="draft")
        assert [one.record for one in writer.drafts()] == ["hill"]
        done = writer.erase("hill", "asked to")
        assert writer.drafts() == []
    assert (done.record, done.event, done.deleted, done.kept) == ("hill", 6, 6, {})
    for word in (WORD, *words.values()):
        assert places(data, word) == set()
    assert verify(data).sound


def test_a_draft_that_nobody_accepted_can_be_erased(folder: Path) -> None:
    with writing(folder / "data") as writer:
        load(writer, "hill", WORD, status="draft")
        assert places(folder / "data", WORD) == {"ledger/blobs"}
        assert writer.erase("hill", "asked to").deleted == 2
        assert load(writer, "hill", OTHER).version == 1
    assert places(folder / "data", WORD) == set()
    assert verify(folder / "data").sound


def test_what_belongs_to_no_event_goes_with_an_erasure(data: Path) -> None:
    blobs = data / "ledger" / "blobs"
    Blobs(blobs).put(f"a try at {WORD} that a crash ended".encode())
    (blobs / "ab").mkdir(exist_ok=True)
    (blobs / "ab" / "abc.tmp").write_text(f"half of {WORD}")
    erase(data)
    assert places(data, WORD) == set()


def test_a_text_that_another_record_needs_stays_until_that_is_erased(data: Path) -> None:
    digest = digest_of(f"The ministry said {WORD} fell.".encode())
    with writing(data) as writer:
        writer.retract("hill", "another read it better")
        load(writer, "road", WORD)
        writer.retract("road", "nor did this one")
        done = writer.erase("hill", "asked to")
        assert (done.deleted, done.kept) == (1, {digest: ("road",)})
    assert places(data, WORD) == {"ledger/blobs"}
    assert verify(data).sound
    with writing(data) as writer:
        assert writer.erase("road", "asked to, too").deleted == 2
    assert places(data, WORD) == set()
    assert verify(data).sound


def test_records_that_may_repeat_it_are_named(data: Path) -> None:
    names = [{"text": WORD, "lang": "en"}]
    ministry = {"id": "mod", "kind": "organization", "name": "The ministry", "names": names}
    with writing(data) as writer:
        load(writer, "hill", WORD, speakers=[ministry])
        load(writer, "road", "vwxkqrmzjdfh")
        assert writer.erase("hill", "asked to").related == ("dam", "road")
    assert places(data, WORD) != set()  # the road's record was told the ministry's other name


def test_only_what_is_there_can_be_erased_and_only_with_a_reason(data: Path) -> None:
    with writing(data) as writer:
        with pytest.raises(UnknownThingError, match="There is no record `nowhere`"):
            writer.erase("nowhere", "asked to")
        with pytest.raises(BadParameterError, match="needs a reason"):
            writer.erase("hill", " ")
        writer.erase("hill", "asked to")
        with pytest.raises(ErasedError, match=r"This was erased: record `hill` \(event 3, 20"):
            writer.erase("hill", "asked to")
        with pytest.raises(ErasedError, match=r"erased with record `hill` \(event 3, 20"):
            writer.retract("hill", "read wrongly")
    assert len(list(read(data / "ledger"))) == 3


def test_an_id_can_be_used_again_and_its_versions_count_on(data: Path) -> None:
    erase(data)
    with writing(data) as writer:
        outcome = load(writer, "hill", "vwxkqrmzjdfh")
        assert (outcome.state, outcome.version) == ("added", 2)
    assert graphs(data) == {"record-dam-v1", "record-hill-v2"}
    assert verify(data).sound
    erase(data)
    assert places(data, "vwxkqrmzjdfh") == set()
    assert verify(data).sound


@pytest.mark.parametrize("made_again", [False, True])
def test_what_was_erased_does_not_come_back_by_itself(data: Path, *, made_again: bool) -> None:
    erase(data)
    if made_again:
        shutil.rmtree(data / "live")
    with writing(data) as writer:
        for record in ("hill", "road"):
            with pytest.raises(ErasedError) as caught:
                load(writer, record, WORD)
            assert "was erased with record `hill` (event 3, 20" in caught.value.detail
            assert caught.value.hint is not None
            assert "--even-if-erased" in caught.value.hint
        made = small("road", f"The ministry said {WORD} fell.", writer.known)
        with pytest.raises(ErasedError):
            writer.load(made, dry_run=True)
    assert len(list(read(data / "ledger"))) == 3
    assert places(data, WORD) == set()


def test_what_was_erased_can_be_brought_back_on_purpose(data: Path) -> None:
    erase(data)
    with writing(data) as writer:
        made = small("road", f"The ministry said {WORD} fell.", writer.known)
        assert writer.load(made, even_if_erased=True).state == "added"
        assert writer.load(made).state == "unchanged"
        changed = [{"function": "body", "quote": WORD}]
        assert load(writer, "road", WORD, passages=changed).state == "changed"
    report = verify(data)
    assert (report.findings, report.erased) == ([], 1)
    erase(data, "road")
    assert places(data, WORD) == set()
    assert verify(data).sound


def test_readers_that_have_a_generation_open_finish(data: Path) -> None:
    generation = current_generation(Layout(data))
    assert generation is not None
    store = Store.read_only(str(generation.store))
    erase(data)
    assert not generation.path.exists()
    assert WORD in str(list(store.quads_for_pattern(None, None, None, None)))


def test_nothing_waits_for_the_next_publication_but_what_readers_see(data: Path) -> None:
    with Writer.open(data, base=BASE, actor="tester") as writer:
        writer.erase("hill", "asked to")
        assert places(data, WORD) >= {"generations/2", "live/store"}
        assert "ledger/blobs" not in places(data, WORD)
    report = verify(data)
    assert [one.detail for one in report.findings] == [
        "it is from before event 3, an erasure: kg rebuild"
    ]
    with Writer.open(data, base=BASE, actor="tester"):
        pass
    assert places(data, WORD) == set()


def test_live_files_of_before_an_erasure_are_made_again(data: Path, folder: Path) -> None:
    shutil.copytree(data / "live", folder / "older")
    erase(data)
    shutil.rmtree(data / "live")
    shutil.copytree(folder / "older", data / "live")
    with writing(data) as writer:
        load(writer, "road", "vwxkqrmzjdfh")
    assert places(data, WORD) == set()
    assert verify(data).sound


def word(rng: random.Random) -> str:
    return "".join(rng.choices("bcdfghjklmnpqrstvwxz", k=12))


@pytest.mark.timeout(60 + 5 * ERASURES)
def test_after_each_erasure_of_a_random_history_nothing_of_it_is_left_and_all_else_is(
    folder: Path, counted: Callable[[str, int], None]
) -> None:
    rng, data = random.Random(3), folder / "data"  # noqa: S311
    done = 0
    words: dict[str, list[str]] = {"a": [], "b": [], "c": [], "d": []}
    gone: list[str] = []
    while done < ERASURES:
        with writing(data) as writer:
            for record in rng.choices(list(words), k=rng.randint(1, 5)):
                act(writer, record, words, rng)
            act(writer, "a", words, rng, "load")
            chosen = rng.choice([name for name, said in words.items() if said])
            writer.erase(chosen, "asked to")
            done, gone, words[chosen] = done + 1, gone + words[chosen], []
        held = everything(data)
        assert [one for one in gone if is_in(held, one)] == []
        assert all(is_in(held, one) for said in words.values() for one in said)
        if done % 5 == 0:
            report = verify(data)
            assert (report.findings, report.erased) == ([], silent(data, words))
    counted("erasures", done)


def act(
    writer: Writer,
    record: str,
    words: dict[str, list[str]],
    rng: random.Random,
    change: str = "",
) -> None:
    """Do something to a record, and remember what it said."""
    change = change or rng.choice(("load", "load", "draft", "retract", "publish"))
    if change == "publish":
        writer.publish()
    elif change != "retract":
        words[record].append(word(rng))
        load(writer, record, words[record][-1], status="draft" if change == "draft" else "accepted")
    elif writer.known.definition("source", f"paper-{record}"):
        writer.retract(record, "why not")


def silent(data: Path, words: dict[str, list[str]]) -> int:
    """Return how many records the ledger knows that have said nothing since they were erased."""
    return len(
        {event.entry.record for event in read(data / "ledger")}
        & {name for name, said in words.items() if not said}
    )
