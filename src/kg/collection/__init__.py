"""A collection opened: what is read and what is written, together with the workers behind."""
