"""The worker library: who is looking for work, and what she can, wants and must have."""
