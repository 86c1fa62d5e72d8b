"""Reading YAML with positions, as data only.

No tags, no anchors and aliases (no "billion laughs"), one document, no implicit dates or
octal numbers: YAML 1.2 core words without its numbers (see `kg.records.tree.Numeral`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from kg.records.builder import TreeBuilder
from kg.records.faults import Faults
from kg.records.tree import MAXIMUM_DEPTH, Lines, Numeral, Tree

try:  # ten times faster, and in every binary wheel of PyYAML
    from yaml.cyaml import CParser as _Parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover  (a PyYAML built without libyaml)
    from yaml.loader import SafeLoader as _Parser  # type: ignore[assignment]

# YAML 1.2 section 5.1 without the three line breaks of YAML 1.1 that 1.2 and editors do not know.
_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
_TAG = re.compile(r"^%TAG\b", re.MULTILINE)  # the parser compares each with all before it
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_DIGITS = frozenset("-0123456789")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


def read_yaml(text: str, faults: Faults) -> Tree:
    """Return the data of a YAML text.

    Raises:
        RecordError: the text is not YAML; with the line and what was expected.
    """
    lines = Lines(text)
    builder = TreeBuilder(lines, faults)
    odd = _UNPRINTABLE.search(text)
    if odd:
        faults.stop(
            lines.mark(odd.start()),
            (),
            f"the character U+{ord(odd.group()):04X} may not stand in YAML",
            f'inside double quotes write "\\u{ord(odd.group()):04X}"',
        )
    if directive := _TAG.search(text):
        faults.stop(
            lines.mark(directive.start()), (), "`%TAG`: tags are not used here", "remove the line"
        )
    documents = 0
    for event, at in _events(text, lines, faults):
        if isinstance(event, yaml.ScalarEvent):
            _plain(event, event.tag, at, builder)
            builder.scalar(_value(event), at)
        elif isinstance(event, yaml.CollectionStartEvent):
            _plain(event, event.tag, at, builder)
            builder.open({} if isinstance(event, yaml.MappingStartEvent) else [], at)
        elif isinstance(event, yaml.CollectionEndEvent):
            builder.close()
        elif isinstance(event, yaml.AliasEvent):
            builder.blame(
                at, f"`*{event.anchor}`: aliases are not used here", "write the value out"
            )
            builder.scalar("", at)
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                faults.stop(
                    lines.mark(at), (), "a second document begins here", "one record per file"
                )
    return builder.tree()


def _plain(event: yaml.NodeEvent, tag: str | None, at: int, builder: TreeBuilder) -> None:
    if event.anchor is None and tag is None:
        return
    remedy = "remove it; in text, put quotes around the value"
    if event.anchor is not None:
        builder.blame(at, f"`&{event.anchor}`: anchors are not used here", remedy)
    if tag is not None:
        builder.blame(at, f"`{tag}`: tags are not used here", remedy)


def _value(event: yaml.ScalarEvent) -> str | bool | None:
    value: str = event.value
    if not event.implicit[0]:  # quoted or a block: always text
        return value
    if value in _WORDS:
        return _WORDS[value]
    return Numeral(value) if value[0] in _DIGITS and NUMBER.fullmatch(value) else value


def _events(text: str, lines: Lines, faults: Faults) -> Iterator[tuple[yaml.Event, int]]:
    parser = _Parser(text)
    try:
        while (event := parser.get_event()) is not None:
            yield event, event.start_mark.index if event.start_mark else 0
    except yaml.MarkedYAMLError as error:
        place = error.problem_mark or error.context_mark
        mark = None if place is None else lines.mark(min(place.index, len(text)))
        if "nesting depth" in str(error.problem):  # libyaml from 0.2.6 on counts to 1,000 itself
            faults.stop(mark, (), f"nested deeper than {MAXIMUM_DEPTH} levels")
        context = f" ({error.context})" if error.context else ""
        faults.stop(mark, (), f"not YAML: {error.problem}{context}", _advice(str(error.problem)))
    except yaml.YAMLError as error:  # pragma: no cover  (reader errors are found before parsing)
        faults.stop(None, (), f"not YAML: {error}")


def _advice(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return "a value with `: ` in it needs quotes, and fields of one thing the same indent"
    if "cannot start any token" in problem:
        return "indent with spaces, not tabs, and put quotes around a value beginning with @ or `"
    return "check quotes, brackets and indentation on this line and the one before"
