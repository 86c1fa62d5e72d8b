from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import LedgerError
from kg.ledger.blobs import Blobs

if TYPE_CHECKING:
    from pathlib import Path

# printf 'abc' | sha256sum
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs")


def test_content_is_filed_under_its_own_hash(blobs: Blobs, tmp_path: Path) -> None:
    assert blobs.put(b"abc") == ABC
    assert (tmp_path / "blobs" / "ba" / ABC).read_bytes() == b"abc"
    assert blobs.get(ABC) == b"abc"


def test_writing_the_same_content_twice_keeps_one_file(blobs: Blobs) -> None:
    assert blobs.put(b"abc") == blobs.put(b"abc")
    assert list(blobs) == [ABC]


def test_changed_content_is_never_handed_out(blobs: Blobs, tmp_path: Path) -> None:
    blobs.put(b"abc")
    (tmp_path / "blobs" / "ba" / ABC).write_bytes(b"abd")
    with pytest.raises(LedgerError, match="does not match its name") as caught:
        blobs.get(ABC)
    assert caught.value.where == str(tmp_path / "blobs" / "ba" / ABC)


def test_writing_content_again_mends_a_damaged_file(blobs: Blobs, tmp_path: Path) -> None:
    blobs.put(b"abc")
    (tmp_path / "blobs" / "ba" / ABC).write_bytes(b"")
    blobs.put(b"abc")
    assert blobs.get(ABC) == b"abc"


def test_a_missing_file_is_named(blobs: Blobs) -> None:
    with pytest.raises(LedgerError, match="missing") as caught:
        blobs.get(ABC)
    assert caught.value.where is not None
    assert caught.value.where.endswith(ABC)


def test_only_a_hash_can_be_asked_for(blobs: Blobs) -> None:
    with pytest.raises(LedgerError, match="not a SHA-256"):
        blobs.get("../../etc/passwd")


def test_what_a_crash_left_half_written_is_no_blob(blobs: Blobs, tmp_path: Path) -> None:
    blobs.put(b"abc")
    (tmp_path / "blobs" / "ba" / f"{ABC}.tmp").write_bytes(b"ab")
    assert list(blobs) == [ABC]
