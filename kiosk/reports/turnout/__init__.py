"""The report for the head of the office: how many came, when, and who did not."""
