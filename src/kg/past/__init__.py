"""The past: what this collection said as of an earlier revision, made from the ledger."""
