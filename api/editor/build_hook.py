"""What else building a wheel does: it puts the SPARQL page's editor in, where it can."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT: Final = "api/kg_api/pages/static/sparql-editor.*"
WITHOUT: Final = 3
"""How `scripts/editor` ends where node or the registry is missing."""
PATIENCE: Final = 300.0
"""Seconds after which a registry is taken for one that does not answer."""


class EditorHook(BuildHookInterface[Any]):
    """Builds the editor into the wheel; without node the wheel is whole, and its page plain."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build it; an editable installation gets it from `scripts/editor` when that is asked for.

        Raises:
            CalledProcessError: the editor's own sources are at fault.
        """
        if version == "editable":
            return
        if why := _built(Path(self.root)):
            self.app.display_warning(why)
            return
        build_data["artifacts"].append(BUILT)


def _built(root: Path) -> str | None:
    """Build the editor; return why there is none, or None where there is one."""
    command = ["/bin/sh", str(root / "scripts" / "editor")]
    try:
        done = subprocess.run(  # noqa: S603  (our own script)
            command, check=False, timeout=PATIENCE, capture_output=True, text=True
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"The SPARQL page gets no editor but its plain text field: {error}"
    if done.returncode not in {0, WITHOUT}:
        raise subprocess.CalledProcessError(
            done.returncode, command, output=done.stdout, stderr=done.stderr
        )
    return done.stderr.strip() if done.returncode else None
