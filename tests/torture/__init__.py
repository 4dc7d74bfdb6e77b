"""The real server under random faults; what was answered is compared with what was stored."""
