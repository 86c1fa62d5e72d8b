from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kg.access import Key, Scope, State, issue
from kg.errors import BadParameterError, NotAllowedError

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY = Key("0123456789ab", "jane-doe", frozenset({Scope.DRAFT}), NOON, NOON + timedelta(90))


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("id", "0123456789AB"),
        ("id", "0123456789a"),
        ("id", "0123456789ab\n"),
        ("actor", ""),
        ("actor", "Jane"),
        ("actor", "jane doe"),
        ("actor", "jane-"),
        ("actor", "jane\n"),
        ("actor", "jané"),
        ("actor", "ja\u0458ne"),
        ("actor", "a" * 81),
        ("scopes", frozenset()),
        ("scopes", frozenset({"draft"})),
        ("issued_at", NOON.replace(tzinfo=None)),
        ("expires_at", NOON),
        ("expires_at", NOON - timedelta(1)),
        ("expires_at", NOON + timedelta(366, microseconds=1)),
        ("expires_at", NOON.replace(tzinfo=None) + timedelta(1)),
        ("revoked_at", NOON.replace(tzinfo=None)),
    ],
)
def test_what_no_key_is_cannot_be_made(part: str, value: Any) -> None:
    with pytest.raises(BadParameterError):
        replace(KEY, **{part: value})


@pytest.mark.parametrize("days", [0, -1, 367])
def test_a_key_works_for_a_day_to_a_year(days: int) -> None:
    with pytest.raises(BadParameterError) as caught:
        issue("jane-doe", [Scope.DRAFT], now=NOON, days=days)
    assert caught.value.where == "days"
    assert issue("jane-doe", [Scope.DRAFT], now=NOON, days=366)[0].expires_at == datetime(
        2027, 11, 23, 12, tzinfo=UTC
    )


def test_a_key_works_for_ninety_days_when_nobody_says() -> None:
    key, _ = issue("jane-doe", [Scope.DRAFT], now=NOON)
    assert key.expires_at == datetime(2027, 2, 20, 12, tzinfo=UTC)


def test_a_key_expires_to_the_microsecond() -> None:
    before = KEY.expires_at - timedelta(microseconds=1)
    assert KEY.state(before) is State.USABLE
    assert KEY.state(KEY.expires_at) is State.EXPIRED


def test_a_revoked_key_is_called_that_also_once_it_has_expired() -> None:
    revoked = replace(KEY, revoked_at=NOON)
    assert revoked.state(NOON) is State.REVOKED
    assert revoked.state(KEY.expires_at) is State.REVOKED


@pytest.mark.parametrize("has", list(Scope))
@pytest.mark.parametrize("asked", list(Scope))
def test_no_scope_includes_another(has: Scope, asked: Scope) -> None:
    key = replace(KEY, scopes=frozenset({has}))
    if has is asked:
        key.require(asked)
        return
    with pytest.raises(NotAllowedError) as caught:
        key.require(asked)
    assert asked in caught.value.detail
    assert has in str(caught.value.hint)


def test_one_of_several_scopes_is_enough_where_either_will_do() -> None:
    KEY.require(Scope.REVIEW, Scope.DRAFT)
    with pytest.raises(NotAllowedError, match="review or admin"):
        KEY.require(Scope.REVIEW, Scope.ADMIN)


def test_no_two_keys_are_alike() -> None:
    made = [issue("jane-doe", [Scope.DRAFT], now=NOON) for _ in range(1000)]
    assert len({text for _, text in made}) == 1000
    assert len({key.id for key, _ in made}) == 1000
    for key, text in made:
        assert len(text) == 3 + 12 + 1 + 43
        assert text.startswith(f"kg_{key.id}_")
