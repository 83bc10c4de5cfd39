"""Registrations as the provincial public-employment system exchanges them: one row each, CSV."""
