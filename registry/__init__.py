"""What is true: the job library, the worker library, later registration and eligibility. Pure."""
