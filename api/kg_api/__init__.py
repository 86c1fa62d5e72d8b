"""The FastAPI layer: REST under /api/v1 and the SPARQL 1.1 Protocol, knowing no store."""
