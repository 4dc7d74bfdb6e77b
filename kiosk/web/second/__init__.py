"""What second computers ask and bring: they join by a key, hear what is new, tell what happened."""
