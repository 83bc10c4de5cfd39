"""Guidance for firms: why few suit a posting, what each change adds; one file a kind."""
