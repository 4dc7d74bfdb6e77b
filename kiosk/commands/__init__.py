"""The command line, a module a noun: each command calls one use case."""
