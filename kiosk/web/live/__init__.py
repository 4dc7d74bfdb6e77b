"""Streams to open pages."""
