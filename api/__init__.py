"""Who asks: HTTP, pages, command line, storage, feeds, clock; all input and output lives here."""
