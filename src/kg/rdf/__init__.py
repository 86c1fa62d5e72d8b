"""Records as RDF: the IRIs of everything, and the quads of a record."""
