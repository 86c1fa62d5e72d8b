"""Changes as an Atom feed (RFC 4287), for whoever follows a collection with a feed reader.

Links are relative, so that the feed names no host but the one it was asked from.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote
from xml.etree import ElementTree as ET

from kg.model.answers import Listing
from kg.model.changes import ChangeView

_NAMESPACE: Final = "http://www.w3.org/2005/Atom"
_FEED: Final = "/api/v1/changes.atom"
_NEVER: Final = "1970-01-01T00:00:00Z"
"""When a feed was last updated in which nothing ever happened: the element may not be missing."""
_JUDGEMENT: Final = "judgement/"
_NOTHING: Final = ("Nothing of it stands.", "A judgement that was given by itself.")
_NOT_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed(page: Listing[ChangeView], base: str, following: str | None) -> bytes:
    """Return a page of changes as a feed; `following` is the address of the older ones."""
    root = ET.Element("feed", xmlns=_NAMESPACE)
    _text(root, "id", f"{base}graph/changes")
    _text(root, "title", "Changes of this collection")
    _text(root, "updated", page.items[0].at if page.items else _NEVER)
    _link(root, "self", _FEED)
    if following:
        _link(root, "next", following)
    for change in page.items:
        _entry(root, change)
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _entry(root: ET.Element, change: ChangeView) -> None:
    entry = ET.SubElement(root, "entry")
    _text(entry, "id", change.iri)
    _text(entry, "title", f"{change.record}: {change.kind}{_version(change)}")
    _text(entry, "updated", change.at)
    _text(ET.SubElement(entry, "author"), "name", change.actor)
    _link(entry, "alternate", _about(change))
    _text(entry, "summary", _summary(change))


def _version(change: ChangeView) -> str:
    return "" if change.version is None else f", version {change.version}"


def _summary(change: ChangeView) -> str:
    parts = []
    if change.supersedes:
        parts.append(f"In the place of version {change.supersedes}.")
    if change.reason:
        parts.append(f"Reason: {change.reason}")
    if change.source:
        held = f"It holds {change.attributions} attributions now."
        parts += [f"Source: {change.source.label}.", held]
    return " ".join(parts) or _NOTHING[change.record.startswith(_JUDGEMENT)]


def _about(change: ChangeView) -> str:
    """Return where to read on: what the record attributes, or its changes where it is gone."""
    if change.source:
        return f"/api/v1/sources/{quote(change.source.id, safe='')}/attributions"
    return f"/api/v1/changes?record={quote(change.record, safe='')}"


def _text(parent: ET.Element, name: str, words: str) -> None:
    ET.SubElement(parent, name).text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", words)


def _link(parent: ET.Element, relation: str, address: str) -> None:
    ET.SubElement(parent, "link", rel=relation, href=address)
