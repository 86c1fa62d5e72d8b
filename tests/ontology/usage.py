"""Which of our terms a text or a graph uses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.vocab import NAMESPACE, VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Quad

SUFFIXES = {".py", ".rq", ".jsonld", ".html", ".j2", ".js", ".ttl", ".trig", ".md"}
_WRITTEN = (
    (NAMESPACE, re.compile(r"\b(?:cp:|CP\.)([A-Za-z]\w*)")),
    (NAMESPACE, re.compile(re.escape(NAMESPACE) + r"([A-Za-z]\w*)")),
    (VOCABULARY, re.compile(r"\bcpv:([A-Za-z]\w*)|\bCPV\(\"(\w+)\"\)")),
    (VOCABULARY, re.compile(re.escape(VOCABULARY) + r"([A-Za-z]\w*)")),
)


def in_text(text: str) -> set[str]:
    """Return the IRIs of our terms that stand in a text: prefixed, whole, or as constants."""
    return {
        namespace + next(filter(None, found.groups()))
        for namespace, pattern in _WRITTEN
        for found in pattern.finditer(text)
    }


def in_folder(folder: Path) -> dict[str, set[str]]:
    """Return each of our terms that the files of a folder use, with the files."""
    used: dict[str, set[str]] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in SUFFIXES and path.is_file():
            for iri in in_text(path.read_text(encoding="utf-8")):
                used.setdefault(iri, set()).add(str(path.relative_to(folder)))
    return used


def in_quads(quads: Iterable[Quad]) -> set[str]:
    """Return our terms among the predicates and the nodes of a graph."""
    return {iri for quad in quads for iri in _iris(quad) if iri.startswith((NAMESPACE, VOCABULARY))}


def _iris(quad: Quad) -> Iterator[str]:
    for node in (quad.subject, quad.predicate, quad.object):
        if not hasattr(node, "datatype"):
            yield node.value
