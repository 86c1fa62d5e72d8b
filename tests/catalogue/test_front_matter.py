"""The head of a `.rq` file is read strictly: what is misspelt is said, never skipped."""

from __future__ import annotations

import pytest

from kg.catalogue.front_matter import FrontMatterError, split

GOOD = """\
#+ summary: Who said it?
#+ description: |
#+   Two lines,
#+
#+   and a third.
#+ parameters:
#+   claim: {type: claim, description: The claim., required: true, example: hill-taken}
#+   since: {type: date, description: From this day on., example: 2026-03-25}
#+ answers:
#+   who: the speaker
#+   when: the day
#+ key: [who]
#+ example: {claim: hill-taken, since: 2026-03-25}
#+ competency: [1, 16]
#+ portable: {virtuoso: no year before 1}

SELECT ?who ?when { ?who ?p ?_claim } # kept
"""


def test_documentation_and_query_are_told_apart() -> None:
    front, sparql = split(GOOD)
    assert front.summary == "Who said it?"
    assert front.description == "Two lines,\n\nand a third.\n"
    assert list(front.parameters) == ["claim", "since"]
    assert front.parameters["since"].name == "since"
    assert list(front.answers) == ["who", "when"]
    assert front.example == {"claim": "hill-taken", "since": "2026-03-25"}
    assert front.competency == (1, 16)
    assert front.portable == {"virtuoso": "no year before 1"}
    assert sparql == "SELECT ?who ?when { ?who ?p ?_claim } # kept\n"


def test_a_query_without_documentation_reads_as_empty_documentation() -> None:
    front, sparql = split("ASK {}")
    assert (front.summary, front.parameters, sparql) == ("", {}, "ASK {}\n")


@pytest.mark.parametrize(
    ("text", "detail", "line"),
    [
        ("#+ summary: a: b\nASK {}", "not YAML", 1),
        ("#+ summary: a\n#+ summary: b\nASK {}", "“summary” is given twice", 2),
        ("#+ summary: a\nASK {}\n#+ key: [b]", "front matter stands in one piece", 3),
        ("#+ sumary: a\nASK {}", "sumary: no such key", None),
        ("#+ - a\nASK {}", "front matter: ", None),
        ("#+ parameters: [a]\nASK {}", "parameters: ", None),
        ("#+ parameters: {a: b}\nASK {}", r"parameters\.a: ", None),
        (
            "#+ parameters: {a: {description: x, example: x}}\nASK {}",
            r"parameters\.a\.type: Field required",
            None,
        ),
        (
            "#+ parameters: {a: {type: text, description: x, example: x, min: 1}}\nASK {}",
            r"parameters\.a\.min: no such key",
            None,
        ),
        (
            "#+ parameters: {a: {type: enum, description: x, example: x}}\nASK {}",
            r"parameters\.a: values are listed for an enum",
            None,
        ),
        ("#+ a: \x07\nASK {}", "not YAML", None),
    ],
)
def test_a_fault_is_named(text: str, detail: str, line: int | None) -> None:
    with pytest.raises(FrontMatterError, match=detail) as caught:
        split(text)
    assert caught.value.line == line
