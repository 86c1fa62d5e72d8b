"""Single changes to what must never change, each of which `verify` must find.

What is not a change: bytes after the last line. They are what a power cut leaves, nobody was
told that they had been kept, and `verify` notes them.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.auditing.verifying import verify
from kg.ledger import Event, read
from kg.ledger.events import seal
from kg.writing.writer import Writer
from small_records import small

CHANGES = 1200


@pytest.fixture
def data(folder: Path) -> Path:
    """Return ten events under three checkpoints: a new version, drafts, a retraction."""
    for names in (
        ("hill", "road", "lane"),
        ("hill", "dam", "ford", "mill"),
        ("road", "hut", "pond"),
    ):
        with Writer.open(folder, base="https://example.org/", actor="tester") as writer:
            for name in names:
                text = f"The ministry said the {name} was {'shut' if name == 'hill' else 'open'}."
                status = "draft" if name in {"ford", "hut"} else "accepted"
                changed = [{"function": "body", "quote": name}] if names[0] == name else []
                known, more = writer.known, {"status": status, "passages": changed}
                writer.load(small(name, text, known, **more))
            if "mill" in names:
                writer.retract("lane", "read wrongly")
            writer.publish()
    return folder


def flip(content: bytes, chance: random.Random) -> bytes:
    at, bit = chance.randrange(len(content)), chance.randrange(8)
    return content[:at] + bytes([content[at] ^ (1 << bit)]) + content[at + 1 :]


def cut(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + content[at + chance.choice((1, 1, 2, 7, 40)) :]


def truncate(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def insert(content: bytes, chance: random.Random) -> bytes:
    whole = content[:-1].rfind(b"\n") + 1 or len(content)
    at = chance.randrange(whole)
    return content[:at] + chance.randbytes(chance.choice((1, 1, 3, 30))) + content[at:]


def drop_line(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    del lines[chance.randrange(len(lines))]
    return b"".join(lines)


def move_line(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    line = lines.pop(chance.randrange(len(lines)))
    lines.insert(chance.randrange(len(lines) + 1), line)
    return b"".join(lines)


def repeat_line(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    return b"".join(lines)


def rewritten(events: list[Event], chance: random.Random) -> bytes:
    """Return a ledger of other events that follow from each other as they should."""
    entries = [(event.entry, event.at) for event in events]
    how, at = chance.choice(("drop", "move", "repeat", "last")), chance.randrange(len(entries))
    if how == "move":
        entries.insert(chance.randrange(len(entries)), entries.pop(at))
    elif how == "repeat":
        entries.insert(at, chance.choice(entries))
    else:
        del entries[at if how == "drop" else -1]
    lines, prev = list[bytes](), "0" * 64
    for seq, (entry, moment) in enumerate(entries, start=1):
        event, line = seal(entry, seq=seq, prev=prev, at=moment)
        lines.append(line + b"\n")
        prev = event.digest
    return b"".join(lines)


Change = Callable[[bytes, random.Random], bytes]
BYTES: tuple[Change, ...] = (flip, cut, truncate, insert)
LINES: tuple[Change, ...] = (drop_line, move_line, repeat_line)


@pytest.mark.server
@pytest.mark.timeout(600)
def test_every_single_change_to_ledger_texts_and_checkpoints_is_found(
    data: Path, counted: Callable[[str, int], None]
) -> None:
    shutil.rmtree(data / "live")  # the writer's books would find much of it by themselves
    assert verify(data).sound
    chance, counts = random.Random(20261121), Counter[str]()  # noqa: S311  (chosen at random, not secret)
    segment, checkpoints = data / "ledger" / "events-000001.jsonl", data / "ledger" / "checkpoints"
    blobs = sorted((data / "ledger" / "blobs").glob("*/*"))
    events = list(read(data / "ledger"))
    assert (len(events), len(blobs)) == (10, 17)
    while counts.total() < CHANGES:
        path = chance.choice((segment, segment, checkpoints, chance.choice(blobs)))
        kinds = BYTES if path in blobs else BYTES + LINES
        change, before = chance.choice(kinds), path.read_bytes()
        chained = path == segment and chance.random() < 0.2
        after = rewritten(events, chance) if chained else change(before, chance)
        if after == before:
            continue
        path.write_bytes(after)
        name = "rewritten" if chained else change.__name__
        assert not verify(data).sound, f"{name} of {path}: {after!r}"
        path.write_bytes(before)
        counts[f"{'blob' if path in blobs else path.stem}: {name}"] += 1
    for path in [*blobs, checkpoints, data / "keys" / "public"]:
        moved = path.rename(data / "moved")
        assert not verify(data).sound, f"{path} is gone"
        moved.rename(path)
        counts["file gone"] += 1
    assert verify(data).sound
    counted("changes of a ledger, all found", counts.total())
