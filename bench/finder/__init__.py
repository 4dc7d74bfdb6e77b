"""The net that finds symbols: what it is trained on, how, and how well."""
