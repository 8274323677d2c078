"""The workbook, opened by readers that had no part in writing it."""
