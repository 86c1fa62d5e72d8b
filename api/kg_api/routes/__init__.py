"""One module a noun of the URL."""
