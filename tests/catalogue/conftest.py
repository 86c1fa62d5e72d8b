"""Engines that hold the fixtures, made once for all tests of the catalogue."""

from __future__ import annotations

import pytest

from catalogue.engines import InProcess, Rdflib, fixture_quads
from catalogue.oracle import Oracle
from kg.assets import directory


@pytest.fixture(scope="session")
def in_process() -> InProcess:
    """Return Oxigraph in this process, holding the fixtures."""
    return InProcess(fixture_quads(), Oracle(directory("fixtures")))


@pytest.fixture(scope="session")
def rdflib_engine() -> Rdflib:
    """Return rdflib, holding the fixtures."""
    return Rdflib(fixture_quads(), Oracle(directory("fixtures")))
