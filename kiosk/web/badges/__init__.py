"""Printing: the design, the sheets, the job that makes them."""
