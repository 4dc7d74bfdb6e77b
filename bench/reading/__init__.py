"""The measurements of the reader of badges, against the best others."""
