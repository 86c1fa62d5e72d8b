"""Who keeps copies of checkpoints notices every rewriting of what was signed before."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kg.auditing.testimony import newest_checkpoint, public_keys
from kg.auditing.verifying import verify
from kg.auditing.witnessing import Kept, witness
from kg.errors import LedgerError, UnknownThingError
from kg.keeping.layout import Layout
from kg.ledger.checkpoint import FIRST, sign
from kg.ledger.merkle import consistency, leaf_hash, root_of
from kg.ledger.signing import Signer, encode
from kg.writing.writer import Writer
from small_records import small

NAME = "example.org/ledger/0011"
OWNER = Signer(NAME, b"\x01" * 32)
STRANGER = Signer(NAME, b"\x02" * 32)
EVENTS = [leaf_hash(str(number).encode()) for number in range(12)]


@dataclass
class Told:
    """A server that tells of the ledger it is given, signed by whoever it is given."""

    leaves: list[bytes]
    signer: Signer = OWNER
    previous: bytes = FIRST
    named: list[Signer] = field(default_factory=lambda: [OWNER])

    def checkpoint(self) -> bytes:
        root = root_of(self.leaves)
        return sign(self.signer, len(self.leaves), root, self.previous).note.encode()

    def keys(self) -> bytes:
        return "".join(f"{signer.public}\n" for signer in self.named).encode()

    def consistency(self, first: int, second: int) -> bytes:
        proof = consistency(self.leaves[:second], first)
        return json.dumps({"proof": [encode(step) for step in proof]}).encode()


NOTE = Told(EVENTS).checkpoint()


def test_a_ledger_that_only_grows_is_kept_every_time(folder: Path) -> None:
    first = witness(Told(EVENTS[:3]), folder)
    assert (first.before, first.trusted, first.key) == (None, True, OWNER.public)
    for size in range(4, 13):
        later = witness(Told(EVENTS[:size]), folder)
        assert later.before is not None
        assert (later.before.size, later.checkpoint.size, later.trusted) == (size - 1, size, False)
    assert Kept(folder).checkpoints.read_text().count(NAME + "\n") == 10


def test_the_same_checkpoint_is_kept_once(folder: Path) -> None:
    witness(Told(EVENTS[:3]), folder)
    again = witness(Told(EVENTS[:3]), folder)
    assert again.before == again.checkpoint
    assert Kept(folder).checkpoints.read_text().count(NAME + "\n") == 1


def test_every_rewriting_of_what_was_kept_is_noticed_and_its_signature_kept(
    tmp_path: Path, counted: Callable[[str, int], None]
) -> None:
    noticed = 0
    for size in range(1, 12):
        folder = tmp_path / str(size)
        witness(Told(EVENTS[:size]), folder)
        for changed in range(size):
            forged = EVENTS.copy()
            forged[changed] = leaf_hash(b"another")
            for other in (forged, EVENTS[:changed] + EVENTS[changed + 1 :] + EVENTS[:1]):
                told = Told(other)
                with pytest.raises(LedgerError, match="does not begin with"):
                    witness(told, folder)
                evidence = {path.read_bytes() for path in (folder / "refused").iterdir()}
                assert told.checkpoint() in evidence
                noticed += 1
        assert len(Kept(folder).checkpoints.read_text().split(NAME)) == 3  # its name, its signature
    counted("rewritten histories noticed by a witness", noticed)
    assert noticed == 2 * 66


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (Told(EVENTS[:4]), "has 4 events, and had 5"),
        (Told([*EVENTS[:4], EVENTS[7]]), "differs from the one you keep for 5 events"),
        (Told(EVENTS[:5], previous=EVENTS[0]), "differs from the one you keep for 5 events"),
        (Told(EVENTS[:6], signer=STRANGER, named=[STRANGER]), "with a key you do not keep"),
        (Told(EVENTS[:6], signer=Signer("other.org/ledger/1", b"\x01" * 32)), "you do not keep"),
    ],
)
def test_what_does_not_follow_from_the_copies_is_refused(
    folder: Path, told: Told, words: str
) -> None:
    witness(Told(EVENTS[:5]), folder)
    before = Kept(folder).checkpoints.read_bytes()
    with pytest.raises(LedgerError, match=words):
        witness(told, folder)
    assert Kept(folder).checkpoints.read_bytes() == before
    assert len(list((folder / "refused").iterdir())) == 1


def test_a_new_key_counts_only_when_it_is_named_by_somebody_else_than_the_server(
    folder: Path,
) -> None:
    witness(Told(EVENTS[:5]), folder)
    renewed = Told(EVENTS[:6], signer=STRANGER, named=[OWNER, STRANGER])
    with pytest.raises(LedgerError, match="do not keep"):
        witness(renewed, folder)
    assert witness(renewed, folder, STRANGER.public).key == STRANGER.public
    assert witness(Told(EVENTS[:7], signer=STRANGER), folder).checkpoint.size == 7


def test_a_key_from_elsewhere_is_held_against_the_first_checkpoint_too(folder: Path) -> None:
    with pytest.raises(LedgerError, match="do not keep"):
        witness(Told(EVENTS[:5]), folder, STRANGER.public)
    assert not witness(Told(EVENTS[:5]), folder, OWNER.public).trusted


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\xff",
        b"hello\n",
        b"{}",
        Told(EVENTS).checkpoint()[:-1],
        Told(EVENTS).checkpoint() * 2,
    ],
)
def test_what_is_no_checkpoint_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    monkeypatch.setattr(Told, "checkpoint", lambda _: answer)
    with pytest.raises(LedgerError, match="not a checkpoint"):
        witness(Told(EVENTS), folder)
    assert not Kept(folder).checkpoints.exists()


@pytest.mark.parametrize(
    "answer",
    [b"", b"null", b"[1]", b'{"proof": 1}', b'{"proof": [1]}', b'{"proof": ["x"]}', b"[" * 9999],
)
def test_what_is_no_proof_proves_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    witness(Told(EVENTS[:5]), folder)
    monkeypatch.setattr(Told, "consistency", lambda *_: answer)
    with pytest.raises(LedgerError, match="does not begin with the 5 events"):
        witness(Told(EVENTS), folder)


def test_the_copies_are_what_verify_takes(folder: Path) -> None:
    data, kept = folder / "data", folder / "kept"
    for name in ("hill", "dam"):
        with Writer.open(data, base="https://example.org/", actor="tester") as writer:
            writer.load(small(name, f"The ministry said {name} was open.", writer.known))
            writer.publish()
        witness(Real(Layout(data)), kept)
    report = verify(data, kept=Kept(kept).checkpoints)
    assert report.sound
    assert newest_checkpoint(Layout(data)).size == 2


@dataclass
class Real:
    """A server of a data directory, without HTTP."""

    layout: Layout

    def checkpoint(self) -> bytes:
        return newest_checkpoint(self.layout).note.encode()

    def keys(self) -> bytes:
        return public_keys(self.layout)

    def consistency(self, first: int, second: int) -> bytes:
        from kg.auditing.testimony import consistency_job

        told = bytearray()
        asked = {"ledger": str(self.layout.ledger), "from": first, "to": second}
        consistency_job(asked, told.extend)
        return bytes(told)


def test_the_newest_checkpoint_is_found_behind_what_a_crash_left(folder: Path) -> None:
    layout = Layout(folder)
    layout.ledger.mkdir()
    with pytest.raises(UnknownThingError):
        newest_checkpoint(layout)
    layout.checkpoints.write_bytes(b"")
    with pytest.raises(UnknownThingError):
        newest_checkpoint(layout)
    notes = [Told(EVENTS[:size]).checkpoint() for size in (3, 5)]
    for left in range(len(notes[1])):
        layout.checkpoints.write_bytes(notes[0] + notes[1][:left])
        assert newest_checkpoint(layout).size == 3
    layout.checkpoints.write_bytes(b"".join(notes))
    assert newest_checkpoint(layout).size == 5
