"""The steward's desk: finding people, paper lists, walk-ins."""
