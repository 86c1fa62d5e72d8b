"""OWL 2 RL reasoning with owlrl."""

from __future__ import annotations

from typing import TYPE_CHECKING

import owlrl
from rdflib import URIRef

if TYPE_CHECKING:
    from rdflib import Graph

# owlrl writes what contradicts itself into the graph, under this name.
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")


def close(graph: Graph) -> Graph:
    """Add all that follows.

    With `improved_datatypes` owlrl would change rdflib's datatypes for the rest of the process.
    """
    owlrl.DeductiveClosure(
        owlrl.OWLRL_Semantics,
        axiomatic_triples=False,
        datatype_axioms=False,
        improved_datatypes=False,
    ).expand(graph)
    return graph
