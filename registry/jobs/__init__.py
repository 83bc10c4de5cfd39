"""The job library: what a posting is, what it pays, when and where it is worked."""
