"""One file a step, in order; never changed once released."""
