"""Fits: how well one side of a posting suits one person, in [0, 1] or NaN where not known."""
