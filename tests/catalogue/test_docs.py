"""The index page shows everything a query says about itself."""

from __future__ import annotations

from pathlib import Path

from kg.catalogue import Catalogue
from kg.catalogue.docs import docs

FILE = """\
#+ summary: Who said “a | b”?
#+ description: |
#+   One line.
#+ parameters:
#+   text: {type: text, description: The words., required: true, example: a b}
#+   act: {type: enum, values: [assert, deny], description: Act., default: deny, example: assert}
#+   who: {type: speaker, many: true, description: Speakers., example: [a, b]}
#+ answers: {who: the speaker}
#+ key: [who]
#+ example: {text: a b, who: [a, b]}
#+ portable: {virtuoso: it has no such function}
SELECT DISTINCT ?who { ?who ?p ?_text ; ?q ?_act . }
"""


def test_a_page_has_contents_parameters_columns_and_a_command(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "said.rq").write_text(FILE, encoding="utf-8")
    (tmp_path / "claims" / "any.rq").write_text("ASK {}", encoding="utf-8")
    page = docs(Catalogue.load([tmp_path], "https://example.org/"))
    assert "## Claims\n\n| query | question |\n|---|---|\n| [claims/any](#claimsany) |  |\n" in page
    assert page.endswith(
        """\
### claims/said

**Who said “a | b”?** [said.rq](claims/said.rq)

One line.

| parameter | type | meaning |
|---|---|---|
| `text` | text; required | The words. Such as `a b`. |
| `act` | enum; default deny; one of assert, deny | Act. Such as `assert`. |
| `who` | speaker, several | Speakers. Such as `a,b`. |

| column | meaning |
|---|---|
| `who` | the speaker |

    kg ask claims/said text="a b" who=a,b

Not on virtuoso: it has no such function
"""
    )
