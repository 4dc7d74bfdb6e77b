"""The simulated door: who comes, what they hold, the hall, as a camera sees it."""
