import json

import pytest

from kg import errors
from kg_api.problems import explained, explanation, problem, status


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (errors.BadQueryError, 400),
        (errors.UnknownThingError, 404),
        (errors.NotAcceptableError, 406),
        (errors.BadParameterError, 422),
        (errors.RecordError, 422),
        (errors.IncompleteAnswerError, 502),
        (errors.StoreBusyError, 503),
        (errors.TimeLimitError, 504),
        (errors.SizeLimitError, 507),
        (errors.PortInUseError, 400),
    ],
)
def test_each_error_has_the_status_a_client_can_act_on(
    kind: type[errors.KgError], code: int
) -> None:
    assert status(kind) == code


def test_a_bad_query_tells_line_column_and_what_to_do() -> None:
    answer = problem(errors.BadQueryError("expected }", line=3, column=7, hint="close the group"))
    body = json.loads(bytes(answer.body))
    assert answer.media_type == "application/problem+json"
    assert body == {
        "type": "/problems/bad-query",
        "title": "The query is not valid SPARQL",
        "status": 400,
        "detail": "expected }",
        "where": "line 3, column 7",
        "hint": "close the group",
        "line": 3,
        "column": 7,
    }


def test_a_busy_server_says_when_to_come_back() -> None:
    assert problem(errors.StoreBusyError("all busy")).headers["retry-after"] == "1"


def test_every_kind_of_problem_is_explained_at_its_address() -> None:
    kinds = explained()
    assert len(kinds) == len({kind.kind for kind in kinds.values()})
    for name, kind in kinds.items():
        assert explanation(kind).type == f"/problems/{name}"
        assert explanation(kind).meaning
