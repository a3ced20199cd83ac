"""Whom the village pays: profile, bank data, workbook in and out."""
