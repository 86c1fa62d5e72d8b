"""From a source back to its origins."""

from kg.trace.judged import RELATIONS, Judged, Opinion, Relation, Uttered
from kg.trace.layers import Layers
from kg.trace.tracing import trace

__all__ = ["RELATIONS", "Judged", "Layers", "Opinion", "Relation", "Uttered", "trace"]
