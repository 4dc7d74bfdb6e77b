"""Where in a frame a symbol may be."""
