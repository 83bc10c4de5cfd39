"""Short messages: a port, a console for development, a gateway over HTTP."""
