"""The door's page, what it sends and what it hears."""
