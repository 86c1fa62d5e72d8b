"""The systems that race: how each is started on what `bench/prepare.py` made."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from kg_bench.servers import HOST, Command, Server, program, running
from kg_bench.virtuoso import virtuoso

KEEPING: Final = {"KG_CLIENT_CPU": "0"}
"""One client asks all there is to ask."""
COMPUTING: Final = KEEPING | {"KG_CACHE_BYTES": "0"}
"""The same, and each answer is worked out anew."""


@contextmanager
def racing(
    data: Path, others: Collection[str] = (), before: Path | None = None
) -> Iterator[dict[str, Server]]:
    """Run ours and `oxigraph serve`, and more; they are stopped whatever happens.

    Args:
        data: what `bench/prepare.py` made.
        others: which of `OTHERS` take part as well.
        before: the Python of another version of our program, to take part as well.

    Raises:
        ServerError: one did not start.
    """
    wanted: dict[str, tuple[Command, Mapping[str, str]]] = {
        "ours": (_ours, COMPUTING),
        "kept": (_ours, KEEPING),
        "oxigraph": (_oxigraph, {}),
    }
    if before is not None:
        wanted["before"] = partial(_ours, python=str(before)), COMPUTING
    wanted |= {name: (OTHERS[name], {}) for name in others}
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(running(name, command, data, settings))
            for name, (command, settings) in wanted.items()
        }


@contextmanager
def ours_alone(data: Path, settings: Mapping[str, str] = COMPUTING) -> Iterator[Server]:
    """Run our server only."""
    with running("ours", _ours, data, settings) as server:
        yield server


def _ours(data: Path, port: int, python: str = sys.executable) -> tuple[Sequence[str], str, str]:
    store = ["--store", str(data / "kg")]
    command = [python, "-P", "-m", "kg", "serve", *store, "--port", str(port)]
    return command, "/readyz", "/sparql"


def _oxigraph(data: Path, port: int) -> tuple[Sequence[str], str, str]:
    location = ["--location", str(data / "oxigraph"), "--bind", f"{HOST}:{port}"]
    return [program("oxigraph"), "serve", *location, "--union-default-graph"], "/", "/query"


def _rdflib(data: Path, port: int) -> tuple[Sequence[str], str, str]:
    script = Path(__file__).with_name("rdflib_server.py")
    return [sys.executable, str(script), str(data / "quads.nq"), str(port)], "/openapi.json", "/"


OTHERS: Final[Mapping[str, Command]] = {"virtuoso": virtuoso, "rdflib": _rdflib}
"""Who takes part where it is installed."""
