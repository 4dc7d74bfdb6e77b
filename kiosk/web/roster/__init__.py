"""Bringing a list: upload, questions, preview, import."""
