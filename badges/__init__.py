"""Printing: codes, symbols, faces, sheets, pictures and the proof; knows nobody."""
