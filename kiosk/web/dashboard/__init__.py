"""The dashboard and the wall, and how their numbers are drawn."""
