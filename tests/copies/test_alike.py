from __future__ import annotations

import random
from string import ascii_lowercase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.copies import Alike, alike
from kg.copies.alike import FIRST_FEW, LEAST_RUNS
from printing import REPORT, RUNS, held, printed

WORDS = REPORT.split()


def words(seed: int, number: int) -> str:
    chance = random.Random(seed)  # noqa: S311  (texts, no secrets)
    return " ".join("".join(chance.choices(ascii_lowercase, k=7)) for _ in range(number))


def test_the_same_text_in_two_papers_is_found_and_counted() -> None:
    found = list(alike(held(printed("b"), printed("a"))))
    assert found == [Alike("a", "b", RUNS, RUNS, RUNS)]
    assert found[0].share == 1.0


def test_a_copy_with_a_headline_and_a_byline_of_its_own_is_found() -> None:
    copy = f"Lock shut for weeks\n{REPORT}\nFrom our own reporter on the northern quay"
    (found,) = alike(held(printed("wire"), printed("paper", copy)))
    assert found.shared == RUNS


def test_a_text_cut_to_its_first_half_is_found() -> None:
    (found,) = alike(held(printed("wire"), printed("paper", " ".join(WORDS[:25]))))
    assert (found.shared, found.share) == (21, 1.0)


def test_two_reports_that_share_a_sentence_only_are_not_alike() -> None:
    sentence = " ".join(WORDS[:23])
    assert not list(alike(held(printed("a"), printed("b", f"{sentence} {words(1, 60)}"))))


def test_fewer_runs_than_the_least_are_never_enough() -> None:
    short = " ".join(WORDS[: LEAST_RUNS + 3])
    assert not list(alike(held(printed("a", short), printed("b", short))))
    enough = " ".join(WORDS[: LEAST_RUNS + 4])
    assert len(list(alike(held(printed("a", enough), printed("b", enough))))) == 1


def test_a_speech_that_both_quote_makes_them_not_alike() -> None:
    speech = f"“{REPORT}”"
    one, other = (f"{words(n, 30)} {speech} {words(n + 9, 30)}" for n in (1, 2))
    assert not list(alike(held(printed("a", one), printed("b", other))))


def test_a_cited_work_is_compared_however_many_print_it() -> None:
    papers = [printed(f"paper-{n:02}", latest="2024-05-05") for n in range(FIRST_FEW + 5)]
    citing = printed("zz", cites=frozenset({"wire"}), latest="2024-05-09")
    wire = printed("wire")  # undated, so after all others in the order
    pairs = {(one.one, one.other) for one in alike(held(*papers, citing, wire))}
    assert ("zz", "wire") in pairs


def test_a_text_that_many_print_is_compared_with_the_first_few() -> None:
    papers = [printed(f"paper-{n:03}", latest="2024-05-05") for n in range(300)]
    found = list(alike(held(*papers)))
    # Each of the first ten with all behind it.
    assert len(found) == sum(300 - n for n in range(1, FIRST_FEW + 1))
    assert {pair.other for pair in found} == {paper.source for paper in papers[1:]}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 40), st.randoms(use_true_random=False))
def test_the_pairs_depend_neither_on_the_order_nor_on_other_texts(
    seed: int, changed: int, chance: random.Random
) -> None:
    mixed = WORDS.copy()
    for place in range(changed):
        mixed[place] = f"other{seed}{place}"
    texts = [printed("a"), printed("b", " ".join(mixed)), printed("c", words(seed, 50))]
    alone = list(alike(held(*texts[:2])))
    chance.shuffle(texts)
    assert list(alike(held(*texts))) == alone


@pytest.mark.parametrize("replaced", range(0, 50, 7))
def test_every_pair_over_the_bounds_is_found_and_none_below(replaced: int) -> None:
    mixed = words(7, replaced).split() + WORDS[replaced:]
    left = max(0, RUNS - replaced)
    expected = left >= LEAST_RUNS and left / RUNS >= 0.5
    assert bool(list(alike(held(printed("a"), printed("b", " ".join(mixed)))))) is expected
