"""Spending: SPP, payment, SPJ of advances, the taxes proposed on them, BLT."""
