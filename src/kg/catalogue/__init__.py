"""The library of documented queries: `.rq` files as objects with typed parameters.

`lint` and `docs` are for those who write queries; they are imported where they are used, since
they bring rdflib with them.
"""

from kg.catalogue.catalogue import Catalogue
from kg.catalogue.finding import Finding
from kg.catalogue.parameter import Parameter
from kg.catalogue.query import Query
from kg.catalogue.terms import PARAMETER_TYPES, ParameterType

__all__ = ["PARAMETER_TYPES", "Catalogue", "Finding", "Parameter", "ParameterType", "Query"]
