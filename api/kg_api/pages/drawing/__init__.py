"""Drawings that the server makes: a graph and a timeline as SVG, from the answers pages show."""
