"""Which badge of the event a symbol is that nobody can decode."""
