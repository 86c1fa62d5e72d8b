"""The terms of the ontology for an editor to complete: told once, and the same for everybody."""

from __future__ import annotations

import json

from kg.rdf.glossary import glossary
from kg.vocab import PREFIXES


def terms() -> bytes:
    """Return, as JSON, our prefixes and every term with its kind, its label and its definition."""
    told = [
        {
            "name": entry.name,
            "kind": entry.kind,
            "label": entry.label,
            "definition": entry.definition,
        }
        for entry in glossary()
    ]
    return json.dumps({"prefixes": PREFIXES, "terms": told}, ensure_ascii=False).encode()
