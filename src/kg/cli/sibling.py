"""One of several processes that answer: `python -m kg.cli.sibling`, started by `kg serve` alone."""

from __future__ import annotations

import os
import signal
import socket
import sys
from dataclasses import replace

from kg.cli.failing import report
from kg.cli.running import run
from kg.errors import KgError
from kg.pool.syscalls import die_with_parent
from kg.settings import Settings


def main() -> None:
    """Answer over the socket that was handed down, until told to stop or the parent dies."""
    fd, ready, parent, rdf = map(int, sys.argv[1:])
    die_with_parent()
    if os.getppid() != parent:  # it died before we asked to be told
        os._exit(1)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that everything is put away

    def announce() -> None:
        os.write(ready, b".")
        os.close(ready)

    chosen = replace(Settings.from_env(os.environ), rdf=bool(rdf))
    try:
        run(chosen, socket.socket(fileno=fd), None, announce, shared=True)
    except KgError as error:
        report(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
