"""What the printing promises."""
