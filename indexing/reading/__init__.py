"""Reading a posting: free text to facts, each with the words that prove it."""
