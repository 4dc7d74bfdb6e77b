"""The people of staff, the stations, and the first start."""
