"""A phone as a door: it joins by a key, reads badges itself, and goes on without the network."""
