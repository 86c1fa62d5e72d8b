import pytest
from starlette.exceptions import HTTPException

from kg.errors import BadParameterError
from kg_api.protocol import FORM, QUERY, UPDATE, QueryRequest, read_get, read_post

ASK = QueryRequest(query="ASK { <http://ex/a%20b> ?p ?o }")
ESCAPED = b"query=ASK%20%7B%20%3Chttp%3A%2F%2Fex%2Fa%2520b%3E%20%3Fp%20%3Fo%20%7D"


def test_the_same_query_is_read_through_all_three_operations() -> None:
    assert read_get(ESCAPED) == ASK
    assert read_post(b"", FORM, ESCAPED) == ASK
    assert read_post(b"", f"{QUERY}; charset=UTF-8", ASK.query.encode()) == ASK


def test_the_dataset_may_stand_in_the_query_string_of_a_post() -> None:
    request = read_post(b"default-graph-uri=urn:a&named-graph-uri=urn:b", QUERY, b"ASK {}")
    assert (request.default_graphs, request.named_graphs) == (("urn:a",), ("urn:b",))
    assert request.names_dataset
    assert not ASK.names_dataset


@pytest.mark.parametrize(
    ("query_string", "parameter"),
    [
        (b"", "query"),
        (b"query=ASK{}&query=ASK{}", "query"),
        (b"query=ASK{}&defualt-graph-uri=urn:a", "defualt-graph-uri"),
        (b"query=%FF", "query string"),
        (b"query=\xff", "query string"),
        (b"&".join(b"a=b" for _ in range(1001)), "query string"),
    ],
)
def test_a_malformed_request_names_the_parameter(query_string: bytes, parameter: str) -> None:
    with pytest.raises(BadParameterError) as caught:
        read_get(query_string)
    assert caught.value.where == parameter


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        (None, b"ASK {}", 415),
        ("text/plain", b"ASK {}", 415),
        (f"{QUERY}; charset=UTF-16", "ASK {}".encode("utf-16"), 415),
        (UPDATE, b"CLEAR ALL", 403),
        (FORM, b"update=CLEAR+ALL", 403),
    ],
)
def test_what_is_not_a_query_operation_is_refused(
    content_type: str | None, body: bytes, status: int
) -> None:
    with pytest.raises(HTTPException) as caught:
        read_post(b"", content_type, body)
    assert caught.value.status_code == status


def test_a_query_that_is_not_utf_8_is_refused_with_its_byte() -> None:
    with pytest.raises(BadParameterError, match="byte 4"):
        read_post(b"", QUERY, b"ASK \xff")
