"""Telling open pages what was stored: within the process, and across processes."""
