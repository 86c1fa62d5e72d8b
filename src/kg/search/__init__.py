"""SQLite FTS5 beside the graph: filtered lists, facets and look-ups, by the same rows."""
