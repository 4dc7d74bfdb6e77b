"""Files of strangers are read in a process of its own, with limits of memory, time and output."""
