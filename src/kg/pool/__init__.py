"""A pool of worker processes: whatever users send is handled where it can be killed."""
