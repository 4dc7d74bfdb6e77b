"""What every page has around it: who is there, errors, languages, forms."""
