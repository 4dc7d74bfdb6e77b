"""Files of lists: reading what strangers wrote."""
