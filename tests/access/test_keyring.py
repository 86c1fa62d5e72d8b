from __future__ import annotations

import base64
import errno
import hashlib
import json
import os
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.access import Key, Keyring, Scope, State, issue
from kg.access.locking import locked
from kg.errors import (
    BadParameterError,
    DataError,
    DiskFullError,
    LockedError,
    UnknownKeyError,
    UnknownThingError,
)
from quick_folders import quick_folder

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOON + timedelta(1)


@pytest.fixture
def folder() -> Iterator[Path]:
    with quick_folder() as path:
        yield path


@pytest.fixture
def ring(folder: Path) -> Keyring:
    return Keyring(folder)


def issued(ring: Keyring, actor: str = "jane-doe", days: int = 90) -> tuple[Key, str]:
    return ring.issue(actor, [Scope.DRAFT, Scope.REVIEW], now=NOON, days=days)


def refusal(ring: Keyring, text: str, now: datetime = LATER) -> str:
    with pytest.raises(UnknownKeyError) as caught:
        ring.find(text, now)
    assert len(text) < 20 or text not in str(caught.value)
    return caught.value.detail


def test_where_nothing_was_issued_there_is_no_key_and_nothing_is_made(ring: Keyring) -> None:
    assert ring.keys() == ()
    assert not ring.usable(NOON)
    assert not ring.folder.exists()


def test_a_key_is_found_by_its_text_here_and_in_every_other_process(ring: Keyring) -> None:
    key, text = issued(ring)
    other, _ = issued(ring, "desk")
    for each in (ring, Keyring(ring.folder.parent)):
        assert each.find(text, LATER) == key
        assert each.keys() == (key, other)
        assert each.usable(LATER)


def test_a_wrong_id_a_wrong_secret_and_nonsense_are_refused_in_the_same_words(
    ring: Keyring,
) -> None:
    key, _ = issued(ring)
    _, elsewhere = issue("jane-doe", [Scope.DRAFT], now=NOON)
    wrong_secret = f"kg_{key.id}_{elsewhere[-43:]}"
    words = {refusal(ring, each) for each in (elsewhere, wrong_secret, "", "kg_", "Bearer x")}
    assert words == {"There is no such key"}


def test_only_who_has_the_secret_is_told_that_a_key_is_over(ring: Keyring) -> None:
    key, text = issued(ring, days=1)
    assert refusal(ring, text, NOON + timedelta(1)) == f"The key {key.id} expired on 2026-11-23"
    ring.revoke(key.id, NOON)
    assert refusal(ring, text) == f"The key {key.id} was revoked on 2026-11-22"
    assert refusal(ring, f"kg_{key.id}_{'A' * 43}") == "There is no such key"


def test_a_revoked_key_is_useless_at_once_in_every_process(ring: Keyring) -> None:
    key, text = issued(ring)
    server = Keyring(ring.folder.parent)
    assert server.find(text, LATER) == key
    revoked = ring.revoke(key.id, LATER)
    assert revoked.revoked_at == LATER
    assert "revoked" in refusal(server, text)
    assert server.keys()[0].state(LATER) is State.REVOKED
    assert not server.usable(LATER)


def test_what_was_revoked_stays_so_since_the_first_time(ring: Keyring) -> None:
    key, _ = issued(ring)
    ring.revoke(key.id, NOON)
    assert ring.revoke(key.id, LATER).revoked_at == NOON


@pytest.mark.parametrize("key_id", ["", "0123456789ab", "../../etc/passwd", "x" * 10_000])
def test_a_key_there_is_not_cannot_be_revoked(ring: Keyring, key_id: str) -> None:
    for _ in range(2):
        with pytest.raises(UnknownThingError):
            ring.revoke(key_id, NOON)
        issued(ring)


def test_nonsense_is_refused_before_anything_is_written(ring: Keyring) -> None:
    with pytest.raises(BadParameterError):
        ring.issue("Jane Doe", [Scope.DRAFT], now=NOON)
    with pytest.raises(BadParameterError):
        ring.issue("jane-doe", [], now=NOON)
    with pytest.raises(BadParameterError):
        ring.issue("jane-doe", [Scope.DRAFT], now=datetime(2026, 11, 22))  # noqa: DTZ001
    assert not ring.folder.exists()


def test_only_the_hash_is_kept_where_only_the_owner_can_read_it(ring: Keyring) -> None:
    os.umask(before := os.umask(0))
    try:
        os.umask(0)
        key, text = issued(ring)
    finally:
        os.umask(before)
    kept = ring.file.read_text()
    assert text[-43:] not in kept
    assert base64.urlsafe_b64decode(text[-43:] + "=").hex() not in kept
    assert hashlib.sha256(text.encode()).hexdigest() in kept
    assert stat.S_IMODE(ring.file.stat().st_mode) == 0o600
    assert stat.S_IMODE(ring.folder.stat().st_mode) == 0o700
    assert {path.name for path in ring.folder.iterdir()} == {"keys.json", "lock"}
    assert key.id in kept


def test_neither_secret_nor_hash_is_shown_of_anything(ring: Keyring) -> None:
    key, text = issued(ring)
    digest = hashlib.sha256(text.encode()).hexdigest()
    shown = repr((key, ring, ring.keys(), ring._entries))
    assert key.id in shown
    assert digest not in shown
    assert text[-43:] not in shown


def altered(change: Callable[[dict[str, Any]], object]) -> Callable[[bytes], bytes]:
    def alter(content: bytes) -> bytes:
        told = json.loads(content)
        change(told)
        return json.dumps(told).encode()

    return alter


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"[]",
        lambda _: b"{}",
        lambda _: b"\xff\xfe",
        lambda _: b"[" * 100_000,
        lambda content: content[:-5],
        lambda content: content + content,
        altered(lambda told: told.update(format=2)),
        altered(lambda told: told.update(more=1)),
        altered(lambda told: told.update(keys={})),
        altered(lambda told: told["keys"].append(told["keys"][0])),
        altered(lambda told: told["keys"].append(None)),
        altered(lambda told: told["keys"][0].update(more=1)),
        altered(lambda told: told["keys"][0].pop("revoked_at")),
        altered(lambda told: told["keys"][0].update(id=1)),
        altered(lambda told: told["keys"][0].update(id="x")),
        altered(lambda told: told["keys"][0].update(actor="Jane")),
        altered(lambda told: told["keys"][0].update(scopes=[])),
        altered(lambda told: told["keys"][0].update(scopes="draft")),
        altered(lambda told: told["keys"][0].update(scopes=["everything"])),
        altered(lambda told: told["keys"][0].update(scopes=[["draft"]])),
        altered(lambda told: told["keys"][0].update(issued_at="yesterday")),
        altered(lambda told: told["keys"][0].update(issued_at="2026-13-40T00:00:00.000000Z")),
        altered(lambda told: told["keys"][0].update(expires_at="9999-01-01T00:00:00.000000Z")),
        altered(lambda told: told["keys"][0].update(revoked_at=False)),
        altered(lambda told: told["keys"][0].update(sha256="")),
        altered(lambda told: told["keys"][0].update(sha256="A" * 64)),
    ],
)
def test_a_damaged_file_is_named_and_never_taken_for_no_keys(
    ring: Keyring, damage: Callable[[bytes], bytes]
) -> None:
    key, text = issued(ring)
    ring.file.write_bytes(damaged := damage(ring.file.read_bytes()))
    for each in (ring, Keyring(ring.folder.parent)):
        for use in (
            each.keys,
            lambda each=each: each.usable(NOON),
            lambda each=each: each.find(text, NOON),
            lambda each=each: each.revoke(key.id, NOON),
            lambda each=each: issued(each),
        ):
            with pytest.raises(DataError) as caught:
                use()
            assert caught.value.where == str(ring.file)
    assert ring.file.read_bytes() == damaged


def test_a_file_that_others_may_write_to_is_not_believed(ring: Keyring) -> None:
    key, text = issued(ring)
    for mode in (0o620, 0o602, 0o666):
        ring.file.chmod(mode)
        with pytest.raises(DataError) as caught:
            ring.find(text, NOON)
        assert caught.value.hint == f"chmod 600 {ring.file}"
    ring.file.chmod(0o600)
    assert ring.find(text, NOON) == key


def test_what_is_no_file_cannot_be_read_as_one(ring: Keyring) -> None:
    ring.file.mkdir(parents=True, mode=0o700)
    with pytest.raises(DataError, match="cannot be used: Is a directory"):
        ring.keys()


def test_keys_that_were_moved_away_open_nothing_any_more(ring: Keyring) -> None:
    _, text = issued(ring)
    ring.file.rename(ring.folder / "elsewhere")
    assert refusal(ring, text) == "There is no such key"
    assert not ring.usable(NOON)


def test_the_file_is_read_only_when_it_has_changed(
    ring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, text = issued(ring)
    ring.find(text, NOON)
    monkeypatch.setattr(Keyring, "_read", lambda _: pytest.fail("read again"))
    for _ in range(100):
        ring.find(text, NOON)


def test_a_full_disk_is_told_and_nothing_is_issued(
    ring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, text = issued(ring)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(DiskFullError) as caught:
            issued(ring)
    assert caught.value.where == str(ring.file)
    assert ring.keys() == (key,)
    issued(ring)
    assert len(ring.keys()) == 2
    assert ring.find(text, NOON) == key


def test_who_does_not_get_a_turn_is_told_so(folder: Path) -> None:
    with (
        locked(folder / "lock"),
        pytest.raises(LockedError) as caught,
        locked(folder / "lock", wait=0.03),
    ):
        pytest.fail("two hold it")
    assert caught.value.where == str(folder)
    with locked(folder / "lock", wait=0):
        pass


KEPT, TEXT = issue("jane-doe", [Scope.DRAFT], now=NOON)
_ANY = st.characters()


@st.composite
def nearly(draw: st.DrawFn) -> str:
    """Return the text of the key with something changed, taken out or put in."""
    start = draw(st.integers(0, len(TEXT)))
    end = draw(st.integers(start, min(len(TEXT), start + 3)))
    alphabet = st.one_of(st.sampled_from(TEXT + TEXT.swapcase() + "=+/ \n\0"), _ANY)
    return TEXT[:start] + draw(st.text(alphabet, max_size=3)) + TEXT[end:]


@pytest.fixture
def one_key(ring: Keyring, monkeypatch: pytest.MonkeyPatch) -> Keyring:
    monkeypatch.setattr("kg.access.keyring.issue", lambda *_, **__: (KEPT, TEXT))
    ring.issue("jane-doe", [Scope.DRAFT], now=NOON)
    assert ring.find(TEXT, NOON) == KEPT
    return ring


def test_no_text_but_the_right_one_is_ever_accepted(
    one_key: Keyring, counted: Callable[[str, int], None]
) -> None:
    tried = set[str]()

    @settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], database=None)
    @given(
        st.one_of(nearly(), st.text(), st.from_regex(r"\Akg_[0-9a-f]{12}_[A-Za-z0-9_-]{43}\n?\Z"))
    )
    def refused(text: str) -> None:
        if text != TEXT:
            assert refusal(one_key, text, NOON) == "There is no such key"
            tried.add(text)

    refused()
    counted("wrong keys refused", len(tried))


def test_every_other_letter_at_every_place_is_refused(
    one_key: Keyring, counted: Callable[[str, int], None]
) -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    wrong = {
        TEXT[:place] + letter + TEXT[place + 1 :]
        for place in range(len(TEXT))
        for letter in letters
    } - {TEXT}
    for text in wrong:
        assert refusal(one_key, text, NOON) == "There is no such key"
    counted("wrong keys refused", len(wrong))
