"""The store: every SQL statement of the system, as functions over a connection."""
