"""Backups on a page: how old the last one is, one more now, taking one away, putting one back."""
