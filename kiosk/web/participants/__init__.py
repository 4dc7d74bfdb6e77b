"""The list of people, and each of them."""
