"""Writing to a collection: records in, drafts accepted, what was wrong taken back or erased."""
