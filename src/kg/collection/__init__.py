"""The product: what readers may ask of a collection, and how writers add to it."""
