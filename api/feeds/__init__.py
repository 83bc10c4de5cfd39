"""Feeds: files and messages of many shapes become postings and workers, row by row."""
