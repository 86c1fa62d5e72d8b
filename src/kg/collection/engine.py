"""What Oxigraph raises when a store cannot be read or written."""

from __future__ import annotations

from typing import Final

ENGINE_FAULTS: Final = (OSError, RuntimeError)
"""The disk refused, or (a bare RuntimeError) a file is corrupt."""
