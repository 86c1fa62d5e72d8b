"""Records of a few words, for tests that write to a collection."""

from __future__ import annotations

import json
from typing import Any

from kg.records import NOTHING, Known, ResolvedRecord, parse

HILL = "The ministry said the hill was taken."
DAM = "The ministry said the dam was closed."


def small(record: str, text: str = HILL, known: Known = NOTHING, **more: object) -> ResolvedRecord:
    """Return a record of one sentence that begins "The ministry said"; see `written`."""
    data = json.dumps(written(record, text, **more)).encode()
    return parse(data, name=f"{record}.json", text=text.encode(), known=known)


def written(record: str, text: str = HILL, **more: object) -> dict[str, Any]:
    """Return such a record as its author writes it, without the text.

    The speaker `mod` and the annotator are the same in all of them; the source and the claim are
    the record's own. `more` replaces or adds fields, as in a record file.
    """
    content: dict[str, Any] = {
        "record": record,
        "annotator": {"id": "tester", "name": "A tester", "kind": "person"},
        "source": {"id": f"paper-{record}", "kind": "article", "title": record, "language": "en"},
        "speakers": [{"id": "mod", "kind": "organization", "name": "The ministry"}],
        "claims": [{"id": f"claim-{record}", "text": text[18:], "language": "en"}],
        "attributions": [
            {
                "id": "a1",
                "quote": text,
                "speaker": "mod",
                "mention": "The ministry",
                "basis": "named",
                "act": "assert",
                "cue": "said",
                "quote_mode": "indirect",
                "claim": f"claim-{record}",
            }
        ],
    }
    return content | more
