from __future__ import annotations

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from kg.ledger import canonical

NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@pytest.mark.slow
@given(st.dictionaries(st.text(), VALUES))
def test_every_document_is_spelled_as_the_standard_says(document: dict[str, object]) -> None:
    assert canonical(document) == rfc8785.dumps(document)


@pytest.mark.parametrize(
    ("value", "spelled"),
    [
        (1.0, "1"),
        (-0.0, "0"),
        (0.5, "0.5"),
        (1e-5, "0.00001"),
        (1e-7, "1e-7"),
        (1e21, "1e+21"),
        (0.95, "0.95"),
        ("1.0,", '"1.0,"'),
        ("\x7f\x1f\u2028/", '"\x7f\\u001f\u2028/"'),
    ],
)
def test_numbers_and_signs_have_one_spelling(value: object, spelled: str) -> None:
    assert canonical({"b": value, "a": [value]}).decode() == f'{{"a":[{spelled}],"b":{spelled}}}'


def test_names_are_ordered_as_in_utf_16() -> None:
    document = {"\ufb33": 1, "\U0001f600": 2}
    assert canonical(document) == '{"\U0001f600":2,"\ufb33":1}'.encode()


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**53, "\ud800"])
def test_what_has_no_spelling_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        canonical({"a": value})
