"""How the database is opened, waits in line, stays whole, and is brought to the tables of today."""
