"""Penduduk: residents, families, and where they live in the village.

Nouns: `Penduduk` (a person), `Keluarga` (one kartu keluarga), `Wilayah` (one RT of an RW of a dusun).
Rules: NIK and KK as in Perpres 96/2018 and Permendagri 108/2019 (what blocks, what only warns, stands in
`nik`); the workbook layout is the one OpenSID exports and imports (`tata_impor`).
"""
