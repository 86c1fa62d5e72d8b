import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NotAcceptableError
from kg_api.negotiation import choose, preferences, ranked

AVAILABLE = ["application/json", "text/csv", "text/turtle"]


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/*", "text/csv"),
        ("text/turtle", "text/turtle"),
        ("TEXT/Turtle", "text/turtle"),
        ("text/csv;q=0.5, text/turtle;q=0.9", "text/turtle"),
        ("*/*;q=0.8, application/json;q=0.1", "text/csv"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "application/json"),
        ("text/csv;q=nonsense", "text/csv"),
        ("nonsense", "application/json"),
    ],
)
def test_the_format_the_client_likes_best_is_chosen(accept: str | None, answer: str) -> None:
    assert choose(accept, AVAILABLE) == answer


@pytest.mark.parametrize("accept", ["image/png", "text/csv;q=0", "image/*, audio/ogg;q=0.3"])
def test_nothing_is_answered_in_a_format_nobody_asked_for(accept: str) -> None:
    with pytest.raises(NotAcceptableError) as caught:
        choose(accept, AVAILABLE)
    assert "text/turtle" in str(caught.value.hint)


def test_an_exact_refusal_beats_a_general_welcome() -> None:
    assert ranked("text/csv;q=0, text/*;q=0.5", AVAILABLE) == ["text/turtle"]


@given(st.text(max_size=200))
def test_no_accept_header_breaks_the_reader(accept: str) -> None:
    assert all(0 <= entry.weight <= 1 for entry in preferences(accept))
