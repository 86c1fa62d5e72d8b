"""What the journal and the header rules cost a request: the same server with and without them.

`python bench/watching.py` starts three, asks each for `/healthz` in turns over loopback, and prints
the processor time of the server for one request, and the ratio to that of the bare one.
"""

from __future__ import annotations

import http.client
import os
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS, REQUESTS = 15, 400
SERVER = """
import sys, uvicorn
from fastapi import FastAPI
from kg.settings import Log, Settings
from kg_api.app import Application, create_app
if sys.argv[1] == "journal":
    import kg_api.watching
    kg_api.watching.complete = list
if sys.argv[1] == "bare":
    Application.build_middleware_stack = FastAPI.build_middleware_stack
app = create_app(Settings(store="http://127.0.0.1:9/sparql", log=Log.JSON))
uvicorn.run(app, port=int(sys.argv[2]), access_log=False, log_level="warning", server_header=False)
"""
TICKS = os.sysconf("SC_CLK_TCK")


def used(pid: int) -> float:
    """Return the seconds of processor time a process has used."""
    schedule = Path(f"/proc/{pid}/schedstat").read_text().split()
    return int(schedule[0]) / 1e9


def ask(port: int) -> None:
    """Send the requests of one round over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for _ in range(REQUESTS):
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    connection.close()


def wait_for(port: int) -> None:
    """Return when a server answers."""
    for _ in range(600):
        try:
            ask(port)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(port)


def main() -> None:
    """Measure, and stop the servers whatever happens."""
    ports = {"bare": 18061, "journal": 18062, "journal and headers": 18063}
    servers = {
        name: subprocess.Popen(
            [sys.executable, "-c", SERVER, name, str(port)], stderr=subprocess.DEVNULL
        )
        for name, port in ports.items()
    }
    costs: dict[str, list[float]] = {name: [] for name in servers}
    try:
        for port in ports.values():
            wait_for(port)
        for _ in range(ROUNDS):
            for name, server in servers.items():
                before = used(server.pid)
                ask(ports[name])
                costs[name].append((used(server.pid) - before) / REQUESTS * 1e6)
    finally:
        for server in servers.values():
            server.send_signal(signal.SIGTERM)
            server.wait(20)
    for name, found in costs.items():
        ratio = statistics.median(a / b for a, b in zip(found, costs["bare"], strict=True))
        least = min(found) / min(costs["bare"])
        print(
            f"{name}: least {min(found):.0f} µs a request, ratio {least:.2f} (median {ratio:.2f})"
        )


if __name__ == "__main__":
    main()
