"""A trace as a Mermaid flow chart, for notes and issues: from the sources inwards."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from kg.model.answers import TraceAnswer
from kg.model.traces import TraceNode
from kg.trace.drawing import edge_words, origin_groups, plain

_SHAPES: Final = {"source": '["{}"]', "work": '[/"{}"/]'}
_SPEAKER: Final = '(["{}"])'
_STYLES: Final = (
    "classDef unseen stroke-dasharray:4 3",
    "classDef unnamed stroke-dasharray:2 2",
    "classDef origin stroke-width:3px",
    "classDef denies stroke:#b00020,stroke-width:3px",
)
_PUNCTUATION: Final = " .,:!?'()-\u2013\u2014/\u2018\u2019\u201c\u201d\u2026"


def mermaid(answer: TraceAnswer) -> str:
    """Return the trace as the text of a flow chart; every word of others is escaped."""
    return "\n".join(("flowchart LR", *(f"  {line}" for line in _lines(answer)), ""))


def _lines(answer: TraceAnswer) -> Iterator[str]:
    names = {node.id: f"n{number}" for number, node in enumerate(answer.nodes)}
    counted = answer.independent_origins
    if counted:
        denials = f", {counted.denials.count} denying" if counted.denials.count else ""
        yield f"%% {counted.count} independent origins, {counted.at_least} for certain{denials}"
    groups = origin_groups(answer)
    for node in answer.nodes:
        shape = _SHAPES.get(node.kind, _SPEAKER).format(escaped(node.label))
        yield f"{names[node.id]}{shape}"
        if style := _style(node, groups.get(node.iri, "")):
            yield f"class {names[node.id]} {style}"
    for edge in answer.edges:
        arrow = "-.->" if edge.polarity == "negated" else "-->"
        words = escaped(edge_words(edge))
        yield f'{names[edge.source]} {arrow}|"{words}"| {names[edge.target]}'
    yield from _STYLES


def _style(node: TraceNode, group: str) -> str:
    styles = {
        "unseen": node.kind == "work",
        "unnamed": node.kind in ("group", "undisclosed"),
        "origin": bool(group) and not group.startswith("denies"),
        "denies": "denies: " in group,
    }
    return ",".join(name for name, holds in styles.items() if holds)


def escaped(text: str) -> str:
    """Return words between quotation marks of Mermaid: what could end them is a code."""
    return "".join(
        sign if sign in _PUNCTUATION or unicodedata.category(sign)[0] in "LMN" else f"#{ord(sign)};"
        for sign in plain(text)
    )
