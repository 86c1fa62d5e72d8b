"""Checking what is kept, and proving it to others."""
