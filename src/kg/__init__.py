"""Who said what, when, according to whom, and how do we know."""

__version__ = "0.1.0"
