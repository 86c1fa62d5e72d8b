from __future__ import annotations

from kg_api.pages.marking import AROUND, Mark, Piece, excerpts, pieces

TEXT = "The ministry allegedly said that the gates were opened."
WHOLE = [(0, len(TEXT))]


def mark(words: str, kind: str, **more: str) -> Mark:
    start = TEXT.index(words)
    return Mark(start, start + len(words), kind, **more)  # type: ignore[arg-type]


def test_the_pieces_are_the_text_whatever_is_marked() -> None:
    found = [
        mark(TEXT[:-1], "said", of="a"),
        mark("allegedly", "hedge"),
        mark("The ministry", "who"),
    ]
    assert "".join(piece.text for piece in pieces(TEXT, found, WHOLE)) == TEXT


def test_where_marks_overlap_the_rarer_kind_is_shown() -> None:
    found = [mark(TEXT[:-1], "said", of="a"), mark("allegedly", "hedge")]
    assert list(pieces(TEXT, found, WHOLE)) == [
        Piece("The ministry ", "said", ("a-a",)),
        Piece("allegedly", "hedge"),
        Piece(" said that the gates were opened", "said"),
        Piece(".", "plain"),
    ]


def test_two_sayings_that_begin_at_one_place_are_both_found_there() -> None:
    found = [
        mark("The ministry", "said", of="a"),
        mark("The ministry allegedly", "said", of="b"),
    ]
    assert next(pieces(TEXT, found, WHOLE)).names == ("a-a", "a-b")


def test_what_is_left_out_leaves_a_gap() -> None:
    shown = list(pieces(TEXT, [], [(4, 12), (50, 54)]))
    assert [(piece.text, piece.gap) for piece in shown] == [
        ("", True), ("ministry", False), ("", True), ("ened", False), ("", True),
    ]  # fmt: skip


def test_of_a_text_that_may_not_be_copied_what_is_around_its_passages_is_shown() -> None:
    text = "x" * 5000
    found = [Mark(1000, 1010, "said"), Mark(1500, 1505, "said"), Mark(4000, 4010, "said")]
    assert excerpts(text, found) == [
        (1000 - AROUND, 1505 + AROUND),
        (4000 - AROUND, 4010 + AROUND),
    ]
    assert excerpts(text, [Mark(1, 2, "furniture")]) == []
