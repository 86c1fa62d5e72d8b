"""Small invented texts that papers print."""

from __future__ import annotations

from kg.copies import HeldText, Span

REPORT = (
    "The harbour office of Velm said on Monday that the northern lock will stay shut until the "
    "last of the sunken barges has been lifted. Divers found two of them near the old customs "
    "house. The third lies deeper, and nobody has yet seen it. Ships wait outside the mole."
)
"""Fifty words, so forty-six runs of five."""

RUNS = 46


def printed(source: str, text: str = REPORT, **more: object) -> HeldText:
    """Return a text as some source prints it."""
    return HeldText(source, text, **more)  # type: ignore[arg-type]


def held(*texts: HeldText) -> dict[str, HeldText]:
    """Return texts by their sources."""
    return {text.source: text for text in texts}


def place(text: str, part: str) -> Span:
    """Return where a part stands."""
    start = text.index(part)
    return Span(start, start + len(part))
