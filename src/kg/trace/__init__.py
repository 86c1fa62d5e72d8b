"""From a source back to its origins."""

from kg.trace.layers import Layers
from kg.trace.tracing import trace

__all__ = ["Layers", "trace"]
