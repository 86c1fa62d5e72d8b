"""rdflib-endpoint over an rdflib Dataset in memory, as its own documentation starts it.

It takes two arguments: a file of N-Quads and a port.
"""

from __future__ import annotations

import sys

import uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint


def main() -> None:
    """Read the file, then serve it; its default graph is the union of all graphs."""
    dataset = Dataset(default_union=True)
    dataset.parse(sys.argv[1], format="nquads")
    app = SparqlEndpoint(graph=dataset)
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="warning")


if __name__ == "__main__":
    main()
