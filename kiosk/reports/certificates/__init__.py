"""Certificates: who is entitled to one, and how it is drawn."""
