"""What a list says and what its import does: columns, cells, rows, the decision."""
