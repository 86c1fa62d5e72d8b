"""The library of documented queries: `.rq` files as objects with typed parameters."""

from kg.catalogue.catalogue import Catalogue
from kg.catalogue.parameter import Parameter
from kg.catalogue.query import Query
from kg.catalogue.terms import PARAMETER_TYPES, ParameterType

__all__ = ["PARAMETER_TYPES", "Catalogue", "Parameter", "ParameterType", "Query"]
