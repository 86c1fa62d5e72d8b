from __future__ import annotations

from collections import Counter
from random import Random

from kg.records.anchors import Span
from kg_bench.chance import Choice, Zipf
from kg_bench.printing import Text, quoting
from kg_bench.sampling import SIZE, Reservoir
from kg_bench.words import Vocabulary, in_script


def test_the_first_rank_is_drawn_twice_as_often_as_the_second() -> None:
    random, zipf = Random(1), Zipf(100)
    drawn = Counter(zipf.rank(random) for _ in range(20_000))

    assert 1.8 < drawn[0] / drawn[1] < 2.2
    assert max(drawn) <= 99


def test_ranks_can_be_drawn_of_the_first_few_only() -> None:
    random, zipf = Random(1), Zipf(100)

    assert {zipf.rank(random, below=3) for _ in range(200)} == {0, 1, 2}
    assert {zipf.rank(random, below=1) for _ in range(20)} == {0}


def test_a_value_is_drawn_in_proportion_to_its_weight() -> None:
    random, choice = Random(1), Choice({"often": 3, "seldom": 1, "never": 0})
    drawn = Counter(choice.pick(random) for _ in range(4000))

    assert 2.7 < drawn["often"] / drawn["seldom"] < 3.3
    assert drawn["never"] == 0


def test_a_reservoir_keeps_early_and_late_values_alike() -> None:
    reservoir = Reservoir(Random(1))
    for value in range(10_000):
        reservoir.offer(value)

    assert len(set(reservoir.kept)) == SIZE
    early = sum(value < 5000 for value in reservoir.kept)
    assert 70 < early < 130


def test_words_that_stand_twice_are_quoted_with_their_occurrence() -> None:
    text = Text()
    text.add("Vurol said. ")
    second = text.add("Vurol")
    text.add(" denied.")

    assert second == Span(12, 17)
    assert quoting(text.whole(), second) == {"quote": "Vurol", "occurrence": 2}
    assert quoting(text.whole(), Span(18, 24)) == {"quote": "denied"}


def test_a_vocabulary_has_four_thousand_different_words_and_no_word_is_everywhere() -> None:
    vocabulary, random = Vocabulary("1"), Random(1)
    drawn = Counter(vocabulary.word(random) for _ in range(20_000))

    assert len(set(vocabulary.words)) == 4000
    assert drawn.most_common(1)[0][1] < 600


def test_names_are_written_in_other_scripts_letter_by_letter() -> None:
    assert in_script("Vurol", "ru") == "Вурол"
    assert in_script("Vurol", "en-GB") == "Vurol"
