"""The audit as it is stored: entries, the chain that binds them, seals of scans, the key."""
