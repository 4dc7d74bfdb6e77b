"""The Excel workbook, and the rows that CSV and JSON share with it."""
