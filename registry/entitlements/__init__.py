"""What policies a person may claim, and why (63号 四): pure rules, an office decides."""
