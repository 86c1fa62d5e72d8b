"""Which known faults a SPARQL endpoint has, and what that means for a collection kept there."""

from kg.doctor.examining import examine
from kg.doctor.finding import Examination, Finding, Verdict

__all__ = ["Examination", "Finding", "Verdict", "examine"]
