"""The JSON Schema of a record, for editors and for programs that write records.

It says what the fields are; what depends on the text or on other fields (a quote that must
stand in it, a speaker that must be declared) only reading the record tells. The published copy
is `docs/record.schema.json`, written anew by `python -m kg.records.schema > FILE`.
"""

from __future__ import annotations

import json
import re
import sys
from typing import Any

from kg.records.document import Document

DIALECT = "https://json-schema.org/draft/2020-12/schema"
IDENTIFIER = "https://w3id.org/claim-provenance/record.schema.json"


def json_schema() -> dict[str, Any]:
    """Return the schema, in the dialect of 2020-12."""
    body = Document.model_json_schema(mode="validation")
    _both_spellings(body)
    head = {"$schema": DIALECT, "$id": IDENTIFIER, "title": "Record"}
    return {**head, **{key: part for key, part in body.items() if key != "title"}}


def published() -> str:
    """Return the schema as the file in `docs/` has it."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def _both_spellings(part: Any) -> None:  # noqa: ANN401  (JSON)
    """Allow `author-voice` beside `authorVoice` in every value list."""
    if isinstance(part, dict):
        if isinstance(part.get("enum"), list):
            words: list[str] = part["enum"]
            kebab = [re.sub("[A-Z]", lambda big: f"-{big.group().lower()}", word) for word in words]
            part["enum"] = list(dict.fromkeys([*words, *kebab]))
        for inner in part.values():
            _both_spellings(inner)
    elif isinstance(part, list):
        for inner in part:
            _both_spellings(inner)


if __name__ == "__main__":  # pragma: no cover  (see the module's first lines)
    sys.stdout.write(published())
