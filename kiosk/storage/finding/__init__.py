"""Finding people: by the beginnings of words, and nearly as they were typed."""
