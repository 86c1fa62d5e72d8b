"""The `kg` command. Data on stdout, everything else on stderr.

Exit codes: 0 fine, 1 a problem with the data, 2 wrong usage, 3 the store is unreachable,
4 a limit was reached.
"""

from __future__ import annotations

import sys

from kg.cli.app import app
from kg.cli.failing import report
from kg.errors import KgError

__all__ = ["main"]


def main() -> None:
    """Run the command line; a known error becomes a few lines on stderr and an exit code."""
    try:
        app()
    except KgError as error:
        report(error)
        sys.exit(error.exit_code)
