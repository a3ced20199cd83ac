"""Desa: the identity of the village, its words, its hours, its officials, who signs for whom.

Nouns: desa (identity, one row), jam layanan (service hours per weekday), hari libur, perangkat desa
(officials with positions and terms), penandatangan (who signs on a date, and how).
"""
