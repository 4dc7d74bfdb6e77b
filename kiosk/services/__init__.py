"""The verbs of the product, a module a noun: load, decide, save; after the commit, tell."""
