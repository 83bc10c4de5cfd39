"""Cases of the rules in YAML: their shape, their reading, and what the core says to each."""
