"""Pictures of every page and state, for people to look at."""

from __future__ import annotations

import sys
from pathlib import Path

from browsing import LOOKS, browser, everywhere


def main(folder: Path, wanted: list[str]) -> None:
    """Take the pictures; of the pages named, or of all."""
    folder.mkdir(parents=True, exist_ok=True)
    with everywhere() as places, browser() as opened:
        for look, settings in LOOKS.items():
            page = opened.new_context(**settings).new_page()
            for name in wanted or places:
                page.goto(places[name])
                page.screenshot(path=folder / f"{name}-{look}.png", full_page=True)
                print(folder / f"{name}-{look}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"), sys.argv[2:])
