"""The measurements behind docs/reading.md and docs/measured.md."""
