"""One symbol, from its corners to its text."""
