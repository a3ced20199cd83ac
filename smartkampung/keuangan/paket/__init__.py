"""Data on their way out: the cash books as open CSV and XLSX, and the audit pack, a signed ZIP of a period."""
