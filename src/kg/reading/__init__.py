"""What readers may ask of a collection: one claim, a list, a look-up, a trace."""
