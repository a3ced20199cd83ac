"""The technical kernel: money, dates, numbers, permissions, sheets, files. It knows no village area."""
