"""The data directory: what a writer keeps in step with the ledger, and what it publishes."""
