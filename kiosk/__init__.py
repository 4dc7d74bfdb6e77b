"""Hadir: checks people in at the door of an event and shows the turnout live."""

__version__ = "0.1.0"
