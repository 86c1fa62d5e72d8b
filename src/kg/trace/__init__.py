"""From a source back to its origins."""
