"""What is handed in after the event."""
