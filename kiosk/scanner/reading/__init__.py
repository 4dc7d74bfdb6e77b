"""From a frame to texts: finding a symbol, reading it, recognizing a badge."""
