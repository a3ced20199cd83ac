"""Bundles: one visit, several letters with shared facts (criterion MPP-3).

A bundle is a file in data/paket. Its letters are verified together, signed as one batch, printed as one job, and shown
together under the code of any of them.
"""
