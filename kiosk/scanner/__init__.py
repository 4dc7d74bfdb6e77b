"""The door's eyes: cameras, the reading of symbols, and repeats. The only place that imports cv2."""
