"""What is handed in: lists, workbooks, reports and certificates, from core values to bytes."""
