"""Which sources print the same text: found by the program, told with what it saw, never settled.

`alike` compares held texts, `findings` says which is the copy where something tells, `sayings` what
the two report alike where nothing does. It asks nobody and changes nothing; how it is worked out
is written in `docs/copies.md`.
"""

from __future__ import annotations

from kg.copies.alike import Alike, alike
from kg.copies.findings import Finding, findings
from kg.copies.proposal import PROGRAM, Proposal
from kg.copies.sayings import Saying, sayings
from kg.copies.text import HeldText, Span

__all__ = [
    "PROGRAM",
    "Alike",
    "Finding",
    "HeldText",
    "Proposal",
    "Saying",
    "Span",
    "alike",
    "findings",
    "sayings",
]
