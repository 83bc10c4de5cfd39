"""职业指导: an advisor's session with a person, step by step, to follow-ups and close."""
