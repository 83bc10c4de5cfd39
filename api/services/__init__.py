"""Services: fetch, decide, write; one file for each thing the bureau does."""
