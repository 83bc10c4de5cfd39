"""What is suitable: hard rules, fits, ranking and explanation. Pure."""
