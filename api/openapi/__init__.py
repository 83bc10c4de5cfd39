"""The description of the interface: completed from what routes ask, compared with what was told."""
