"""Making a collection again: from its ledger, from a backup, as one document."""
