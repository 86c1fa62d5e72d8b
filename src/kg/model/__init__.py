"""The values everything else speaks of; they know no file, no store and no network."""
