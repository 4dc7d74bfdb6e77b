"""Backups: made by hand and by themselves, checked, put back, sealed for a way out of the house."""
