"""A long day at speed: what grows must level off."""
