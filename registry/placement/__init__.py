"""Placement: from a wish or an invitation to how long she stayed, and what follows."""
