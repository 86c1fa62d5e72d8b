"""Where the graph is asked: one small protocol, and the stores that keep it."""
