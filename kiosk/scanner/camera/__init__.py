"""Frames: where they come from, and how the camera is."""
