"""Answers are kept within their room, and never given for another edition of the collection."""

from __future__ import annotations

import random
import tracemalloc

from kg.collection.editions import Edition
from kg_api.kept import Answer, Kept, Key

FIRST, SECOND = Edition(1, "one"), Edition(2, "two")
PLENTY = 1_000_000


def key(path: str) -> Key:
    return path, b"", ""


def answer(body: bytes) -> Answer:
    return Answer('"1-a"', ((b"etag", b'"1-a"'),), body, None, None)


def test_an_answer_is_given_to_the_same_request_and_to_no_other() -> None:
    kept = Kept(PLENTY)
    kept.keep(("/a", b"x=1", "text/csv"), FIRST, answer(b"one"))
    found = kept.get(("/a", b"x=1", "text/csv"), FIRST)
    assert found is not None
    assert found.body == b"one"
    for other in (("/a", b"x=2", "text/csv"), ("/a", b"x=1", ""), ("/b", b"x=1", "text/csv")):
        assert kept.get(other, FIRST) is None


def test_an_answer_of_an_earlier_edition_is_never_given() -> None:
    kept = Kept(PLENTY)
    kept.keep(key("/a"), FIRST, answer(b"old"))
    assert kept.get(key("/a"), SECOND) is None
    assert len(kept) == kept.bytes == 0


def test_an_edition_that_only_looks_the_same_is_another() -> None:
    kept = Kept(PLENTY)
    kept.keep(key("/a"), FIRST, answer(b"old"))
    assert kept.get(key("/a"), Edition(1, "one")) is None  # published again in between


def test_the_answer_that_was_not_asked_for_longest_makes_room() -> None:
    # Each takes 2,048 bytes, 4 a character of its path, and its body: 2,156, and eight have room.
    kept = Kept(8 * 2156)
    for name in "abcdefgh":
        kept.keep(key(f"/{name}"), FIRST, answer(b"." * 100))
    assert kept.bytes == 8 * 2156
    kept.get(key("/a"), FIRST)
    kept.keep(key("/i"), FIRST, answer(b"." * 100))
    assert kept.get(key("/b"), FIRST) is None
    assert all(kept.get(key(f"/{name}"), FIRST) for name in "acdefghi")
    assert kept.bytes == 8 * 2156


def test_one_large_answer_does_not_push_out_all_others() -> None:
    kept = Kept(PLENTY)
    kept.keep(key("/small"), FIRST, answer(b"small"))
    kept.keep(key("/large"), FIRST, answer(b"." * (PLENTY // 8)))
    assert kept.get(key("/large"), FIRST) is None
    assert kept.get(key("/small"), FIRST) is not None


def test_without_room_nothing_is_kept() -> None:
    kept = Kept(0)
    kept.keep(key("/a"), FIRST, answer(b""))
    assert (len(kept), kept.bytes) == (0, 0)


def test_outdated_answers_are_let_go_of_little_by_little() -> None:
    kept = Kept(PLENTY)
    for number in range(100):
        kept.keep(key(f"/{number}"), FIRST, answer(b"."))
    left = []
    while len(kept):
        kept.get(key("/another"), SECOND)
        left.append(len(kept))
    assert left == [68, 36, 4, 0]


def test_the_memory_taken_stays_within_what_is_allowed() -> None:
    draw = random.Random(20261128)  # noqa: S311  (which answers, not a secret)
    kept = Kept(8_000_000)
    tracemalloc.start()
    try:
        for number in range(5_000):
            size = draw.choice((0, 100, 5_000, 50_000))
            headers = tuple((f"h{n}".encode(), f"{number}{n}".encode()) for n in range(5))
            made = Answer(f'"{number}"', headers, bytes(size), None, None)
            kept.keep(key(f"/claims/{number}"), FIRST, made)
            assert kept.bytes <= 8_000_000
        del made
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert 500_000 < taken < 8_000_000


def test_a_304_repeats_what_caches_go_by() -> None:
    headers = (
        (b"content-type", b"text/html"), (b"etag", b'"1-a"'), (b"vary", b"Accept"),
        (b"cache-control", b"no-cache"), (b"content-security-policy", b"script-src 'self'"),
    )  # fmt: skip
    assert Answer('"1-a"', headers, b"", None, None).unchanged == list(headers[1:])
