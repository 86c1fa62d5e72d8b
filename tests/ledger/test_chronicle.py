from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kg.errors import BadParameterError
from kg.ledger import GENESIS, JUDGEMENT, Chronicle, Entry, Event, Kind, Moment

NOON = datetime(2025, 5, 1, 12, tzinfo=UTC)
KINDS = {
    "+": Kind.ACCEPTED,
    "?": Kind.DRAFTED,
    "-": Kind.RETRACTED,
    "x": Kind.ERASED,
}
JUDGING = {"+": Kind.GIVEN, "-": Kind.WITHDRAWN, "x": Kind.JUDGEMENT_ERASED}


def told(*steps: str) -> Chronicle:
    """Return a chronicle of events a minute apart, such as `+hill` and `-hill`."""
    chronicle = Chronicle()
    for seq, step in enumerate(steps, start=1):
        judges = step[1:].startswith(JUDGEMENT)
        kind, text = (JUDGING if judges else KINDS)[step[0]], None if judges else "0" * 64
        entry = Entry("tester", kind, step[1:], 1, "0" * 64, text)
        chronicle.take(Event(seq, GENESIS, NOON + timedelta(minutes=seq), entry, "0" * 64))
    return chronicle


def gone(moment: Moment) -> tuple[set[str], set[str]]:
    return set(moment.retracted), set(moment.erased)


def test_a_moment_is_the_last_public_event_by_then() -> None:
    chronicle = told("+hill", "+dam", "?road", "?road", "+road")
    assert [chronicle.by_number(number).revision for number in (1, 2, 3, 4, 5)] == [1, 2, 2, 2, 5]
    for minutes, revision in ((1, 1), (1.5, 1), (4.9, 2), (5, 5), (60, 5)):
        instant = NOON + timedelta(minutes=minutes)
        found = chronicle.by_time(instant, now=NOON + timedelta(hours=1))
        assert found.revision == revision
        assert found.at == NOON + timedelta(minutes=revision)


def test_only_what_stood_then_and_was_taken_back_since_is_missing() -> None:
    chronicle = told("+hill", "+dam", "+hill", "-dam", "+dam", "xhill", "-dam")
    assert [gone(chronicle.by_number(number)) for number in range(1, 8)] == [
        (set(), {"hill"}),
        ({"dam"}, {"hill"}),
        ({"dam"}, {"hill"}),
        (set(), {"hill"}),
        ({"dam"}, {"hill"}),
        ({"dam"}, set()),
        (set(), set()),
    ]


def test_judgements_given_by_themselves_are_told_of_as_records_are() -> None:
    chronicle = told(
        "+hill", "+judgement/j-1", "+judgement/j-2", "-judgement/j-1", "xjudgement/j-2"
    )
    assert [gone(chronicle.by_number(number)) for number in range(1, 6)] == [
        (set(), set()),
        ({"judgement/j-1"}, set()),
        ({"judgement/j-1"}, {"judgement/j-2"}),
        (set(), {"judgement/j-2"}),
        (set(), set()),
    ]
    assert chronicle.taken == 5


def test_what_was_retracted_and_then_erased_is_counted_as_erased() -> None:
    chronicle = told("+hill", "-hill", "xhill")
    assert gone(chronicle.by_number(1)) == (set(), {"hill"})
    assert gone(chronicle.by_number(2)) == (set(), set())


def test_erasing_a_draft_takes_nothing_public_back() -> None:
    chronicle = told("+dam", "?hill", "xhill")
    assert gone(chronicle.by_number(1)) == (set(), set())
    assert chronicle.taken == 3


def test_a_moment_is_told_apart_by_the_last_event_that_took_back_anything() -> None:
    assert told("+hill", "+dam").by_number(1).taken == 0
    assert told("+hill", "+dam", "-dam", "+road").by_number(1).taken == 3


def test_neither_the_future_nor_what_was_before_the_first_event_is_a_moment() -> None:
    chronicle = told("?hill", "+dam")
    now = NOON + timedelta(hours=1)
    for words, ask in (
        ("nothing was public at revision 1", lambda: chronicle.by_number(1)),
        ("revision 3 has not come yet", lambda: chronicle.by_number(3)),
        ("nothing was public at 2025-05-01T12", lambda: chronicle.by_time(NOON, now=now)),
        ("has not come yet", lambda: chronicle.by_time(now + timedelta(minutes=1), now=now)),
    ):
        with pytest.raises(BadParameterError, match=words) as caught:
            ask()
        assert caught.value.where == "asOf"
        assert caught.value.hint is not None
        assert caught.value.hint.startswith("there is revision 2 (2025-05-01T12:02:00")


def test_where_nothing_was_ever_published_that_is_said() -> None:
    with pytest.raises(BadParameterError) as caught:
        told("?hill").by_number(1)
    assert caught.value.hint == "nothing has been published yet"
