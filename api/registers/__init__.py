"""The five registers, asked side by side about a person (63号 三, R3.5–R3.6)."""
