"""Query text is cut into tokens exactly, and hostile text costs no more than harmless text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadQueryError
from kg.store.lexer import position, tokens


def cut(text: str) -> list[str]:
    return [f"{token.kind} {token.text}" for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ASK{}", ["word ASK", "punct {", "punct }"]),
        ("<http://e/#x>#y", ["iri <http://e/#x>", "comment #y"]),
        (r"<http://e/\u00e9>", [r"iri <http://e/\u00e9>"]),
        (
            "?a<?b && ?c>?d",
            ["var ?a", "punct <", "var ?b", "punct &&", "var ?c", "punct >", "var ?d"],
        ),
        ("?a<=$b", ["var ?a", "punct <=", "var $b"]),
        ("(ex:p)?", ["punct (", "pname ex:p", "punct )", "punct ?"]),
        ("'it''s'", ["string 'it'", "string 's'"]),
        (r'"a\"b"', [r'string "a\"b"']),
        ('"""a"b""c\n"""', ['string """a"b""c\n"""']),
        (r"'''it's \''''", [r"string '''it's \''''"]),
        ('""@ar--rtl', ['string ""', "lang @ar--rtl"]),
        ('"1"^^xsd:integer', ['string "1"', "punct ^^", "pname xsd:integer"]),
        ("ex:a.b. :c", ["pname ex:a.b", "punct .", "pname :c"]),
        (r"ex:a\.", [r"pname ex:a\."]),
        ("ex:%C3%A9:x", ["pname ex:%C3%A9:x"]),
        ("PREFIX a.b-c: <x:>", ["word PREFIX", "pname a.b-c:", "iri <x:>"]),
        ("_:b0.", ["blank _:b0", "punct ."]),
        (
            "true.FILTER(1)",
            ["word true", "punct .", "word FILTER", "punct (", "number 1", "punct )"],
        ),
        ("a-1.5e-3", ["word a", "punct -", "number 1.5e-3"]),
        ("1.e5 .5 10.", ["number 1.e5", "number .5", "number 10", "punct ."]),
        ("1LIMIT", ["number 1", "word LIMIT"]),
        ("été", ["punct é", "word t", "punct é"]),
        ("?été :naïve", ["var ?été", "pname :naïve"]),
        ("_x", ["word _x"]),
        ("{| |} << >>", ["punct {|", "punct |}", "punct <<", "punct >>"]),
        ("\u00a0", ["punct \u00a0"]),
    ],
)
def test_each_terminal_is_cut_where_the_grammar_cuts_it(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_keyword_inside_a_string_an_iri_or_a_comment_is_no_word() -> None:
    words = [
        t.text for t in tokens("ASK { <x:SERVICE> ?p 'SERVICE' } # SERVICE") if t.kind == "word"
    ]
    assert words == ["ASK"]


@pytest.mark.parametrize("text", ["ASK {\n  'abc\n}", "ASK {\n  '''abc'\n}", 'ASK {\n  """a""'])
def test_an_open_string_is_refused_where_it_begins(text: str) -> None:
    with pytest.raises(BadQueryError) as caught:
        list(tokens(text))
    assert (caught.value.line, caught.value.column) == (2, 3)


def test_positions_count_code_points_from_one() -> None:
    text = "a\n\U0001f600b"
    assert [position(text, offset) for offset in range(4)] == [(1, 1), (1, 2), (2, 1), (2, 2)]


@given(
    st.text(alphabet=st.sampled_from("ab:.<>\"'\\#?$@_-1e^|&!{}() \n\u00e9\U0001f600"), max_size=60)
)
def test_tokens_and_the_gaps_between_them_are_the_whole_text(text: str) -> None:
    end = 0
    try:
        for token in tokens(text):
            assert text[end : token.start].strip(" \t\r\n") == ""
            assert text[token.start : token.end] == token.text
            end = token.end
    except BadQueryError:
        return
    assert text[end:].strip(" \t\r\n") == ""


@pytest.mark.parametrize(
    "piece", ["a.", "a.b", "<", "<a", "'\\''", "_:", "((", "?.", "1.", '""', "\\'", "a-"]
)
def test_the_cost_grows_with_the_length_and_no_faster(piece: str) -> None:
    began = time.process_time()
    try:
        for _ in tokens(piece * (65_536 // len(piece))):
            pass
    except BadQueryError:
        pass
    assert time.process_time() - began < 2.0
