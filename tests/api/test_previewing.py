"""What records hold is shown in previews as text and nothing else."""

from __future__ import annotations

from typing import Any

from kg_api.previewing import fragment, page

HOSTILE = "<script>alert('1')</script>\" onload=x & </dd></title>"
SHOWN = (
    "&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;&quot; onload=x "
    "&amp; &lt;/dd&gt;&lt;/title&gt;"
)
BASE = "https://claims.example/id/"


def speaker(*mentions: str, invented: int = 0) -> dict[str, Any]:
    return {
        "iri": f"{BASE}speaker/x",
        "label": HOSTILE,
        "kind": "person",
        "names": [{"text": HOSTILE, "language": None}],
        "mentions": list(mentions),
        "roles": [{"title": HOSTILE, "organization": None}],
        "local_to": {"iri": f"{BASE}source/y", "label": HOSTILE},
        "counts": {"attributions": 2, "invented": invented},
    }


def test_no_text_of_a_record_becomes_markup() -> None:
    told = page("speaker", speaker(HOSTILE), BASE).decode()
    assert "<script" not in told
    assert "alert('" not in told
    # title, heading, name (the same as the label), mention, role, the source it is local to
    assert told.count(SHOWN) == 6


def test_how_many_values_are_not_shown_is_said() -> None:
    told = fragment("speaker", speaker(*"abcdefg"), BASE)
    assert "<dd>a<br>b<br>c<br>d<br>e<br>and 2 more</dd>" in told


def test_what_is_invented_is_marked() -> None:
    assert "Invented example" in fragment("speaker", speaker(invented=1), BASE)
    assert "Invented example" not in fragment("speaker", speaker(), BASE)
