"""Placement: from a worker's wish for a posting to how long she stayed, and what follows."""
