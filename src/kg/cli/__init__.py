"""The `kg` command. Data on stdout, everything else on stderr.

Exit codes: 0 fine, 1 a problem with the data, 2 wrong usage, 3 the store is unreachable,
4 a limit was reached; 130 interrupted.
"""

from __future__ import annotations

import os
import sys

from kg.cli.app import app
from kg.cli.failing import report, unreadable
from kg.errors import KgError

__all__ = ["main"]

INTERRUPTED = 130


def main() -> None:
    """Run the command line; a known error becomes a few lines on stderr and an exit code."""
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except KgError as error:
        report(error)
        sys.exit(error.exit_code)
    except BrokenPipeError:  # whoever reads our output, such as `head`, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        problem = unreadable(error)
        report(problem)
        sys.exit(problem.exit_code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
