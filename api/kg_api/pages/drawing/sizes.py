"""How large everything in the graph is, in pixels of the drawing."""

from __future__ import annotations

from typing import Final

WIDTH: Final = 224
HEIGHT: Final = 76
GAP: Final = 30
PITCH: Final = 146
TOP: Final = 26
LEFT: Final = 14
PASSAGE: Final = 16
"""What an edge takes where it passes a row."""
