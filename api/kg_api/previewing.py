"""What is recorded of one thing, as a little HTML that other programs may frame.

It has no script, no style, no link, no form: there is nothing in it to press. So any page may
frame it, as clients of reconciliation do; all other answers keep the stricter policy.
"""

from __future__ import annotations

from html import escape
from typing import Final

from kg.model.reconciliation import Cell
from kg.reading.reconciled_properties import FIRST_KNOWN, PROPERTIES, TYPES
from kg.search.naming import Json

WIDTH: Final = 420
HEIGHT: Final = 300
"""In pixels, as the manifest says."""
MOST_SHOWN: Final = 5
"""Values of one property; how many more there are is said."""
POLICY: Final = (
    "default-src 'none'; frame-ancestors *; base-uri 'none'; form-action 'none'; sandbox"
)
HTML: Final = "text/html; charset=utf-8"
NOTE: Final = "What sources here say, and to whom they attribute it; never whether it is true."


def fragment(noun: str, item: Json, base: str) -> str:
    """Return the facts as HTML without a page around them; `base` begins the IRIs."""
    rows = [
        f"<dt>{escape(each.name)}</dt><dd>{_shown(cells)}</dd>"
        for each in PROPERTIES.values()
        if each.id != FIRST_KNOWN and (cells := each.cells(item, noun, base))
    ]
    invented = item.get("invented") or item.get("counts", {}).get("invented")
    made_up = "<p><strong>Invented example</strong></p>" if invented else ""
    return (
        f"<h1>{escape(item['label'])}</h1><p>{TYPES[noun].name}</p>{made_up}"
        f"<dl>{''.join(rows)}</dl><p>{NOTE}</p>"
    )


def page(noun: str, item: Json, base: str) -> bytes:
    """Return the whole page."""
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(item['label'])}</title></head>"
        f"<body>{fragment(noun, item, base)}</body></html>"
    ).encode()


def _shown(cells: tuple[Cell, ...]) -> str:
    texts = [
        str(next(cell[key] for key in ("str", "int", "name") if key in cell)) for cell in cells
    ]
    rest = len(texts) - MOST_SHOWN
    more = f"<br>and {rest} more" if rest > 0 else ""
    return "<br>".join(map(escape, texts[:MOST_SHOWN])) + more
