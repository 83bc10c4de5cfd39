"""Guidance: what a person could change, what each change opens, and a plan; one file a kind."""
