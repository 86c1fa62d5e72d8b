from __future__ import annotations

import stat
from pathlib import Path

import pytest

from kg.errors import LedgerError
from kg.ledger.checkpoint import (
    FIRST,
    Checkpoint,
    add_checkpoint,
    read_checkpoints,
    sign,
)
from kg.ledger.keys import Keys
from kg.ledger.signing import Signer

SIGNER = Signer("example.org/log", bytes(range(32)))


def chain(path: Path, *sizes: int) -> None:
    for size in sizes:
        known = read_checkpoints(path)
        before = known.last.digest if known.last else FIRST
        add_checkpoint(path, known, sign(SIGNER, size, bytes([size] * 32), before))


def test_a_checkpoint_is_the_text_of_c2sp_with_the_one_before(tmp_path: Path) -> None:
    chain(tmp_path / "checkpoints", 7)
    lines = (tmp_path / "checkpoints").read_text().splitlines()
    assert lines[:5] == [
        "example.org/log",
        "7",
        "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=",
        "previous AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "",
    ]
    assert lines[5].startswith("— example.org/log ")


def test_checkpoints_are_read_back_in_order_and_their_signer_known(tmp_path: Path) -> None:
    assert read_checkpoints(tmp_path / "checkpoints").found == ()
    chain(tmp_path / "checkpoints", 1, 2, 9)
    found = read_checkpoints(tmp_path / "checkpoints").found
    assert [one.size for one in found] == [1, 2, 9]
    other = Signer("example.org/log", bytes(32)).public
    assert {one.signer([other, SIGNER.public]) for one in found} == {SIGNER.public}
    assert found[0].signer([other]) is None


def test_what_a_crash_left_unfinished_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "checkpoints"
    chain(path, 1)
    with path.open("ab") as file:
        file.write(b"example.org/log\n2\nAgIC")
    assert read_checkpoints(path).unfinished == b"example.org/log\n2\nAgIC"
    chain(path, 3)
    assert [one.size for one in read_checkpoints(path).found] == [1, 3]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([0, 2], "does not follow from the one before"),
        ([1, 2], "does not follow from the one before"),
        ([0, 0, 1], "does not follow from the one before"),
        ([1, 0], "does not follow from the one before"),
    ],
)
def test_a_checkpoint_dropped_added_or_moved_is_found(
    tmp_path: Path, lines: list[int], reason: str
) -> None:
    path = tmp_path / "checkpoints"
    chain(path, 1, 2, 3)
    notes = [one.note for one in read_checkpoints(path).found]
    path.write_text("".join(notes[line] for line in lines))
    with pytest.raises(LedgerError, match=reason):
        read_checkpoints(path)


def test_checkpoints_do_not_go_backwards_or_change_their_log(tmp_path: Path) -> None:
    path = tmp_path / "checkpoints"
    chain(path, 3)
    with pytest.raises(LedgerError, match="goes backwards"):
        chain(path, 2, 2)


@pytest.mark.parametrize(
    ("old", "new"),
    [("\n7\n", "\n07\n"), ("\n7\n", "\n0\n"), ("Bwc=", "Bwd="), ("previous ", ""), ("Bwc=", "")],
)
def test_a_checkpoint_has_one_spelling(old: str, new: str) -> None:
    note = sign(SIGNER, 7, b"\x07" * 32, FIRST).note
    assert Checkpoint.parse(note, where="here").size == 7
    with pytest.raises(LedgerError, match="not a checkpoint"):
        Checkpoint.parse(note.replace(old, new, 1), where="here")


def test_bytes_that_are_no_text_are_no_checkpoint(tmp_path: Path) -> None:
    (tmp_path / "checkpoints").write_bytes(b"\xff\n" * 6)
    with pytest.raises(LedgerError, match="not a checkpoint"):
        read_checkpoints(tmp_path / "checkpoints")


def test_a_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "keys")
    assert keys.known() == []
    made = keys.signer("log")
    assert stat.S_IMODE(keys.private.stat().st_mode) == 0o600
    assert keys.signer("log") == made
    assert keys.known() == [made.public]


def test_a_new_key_is_added_to_the_old_ones(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "keys")
    first = keys.signer("log").public
    keys.private.unlink()
    assert keys.known() == [first]
    assert [*keys.known(), keys.signer("log").public] == keys.known()


def test_damaged_keys_are_told(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "keys")
    keys.signer("log")
    keys.private.write_text("AAAA")
    with pytest.raises(LedgerError, match="private key is damaged"):
        keys.signer("log")
    keys.public.write_bytes(b"\xff")
    with pytest.raises(LedgerError, match="damaged"):
        keys.known()
