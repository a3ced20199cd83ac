"""Reports of the money: LRA, realisasi kegiatan, CaLK, kekayaan milik desa, programs, LPPD tables, the LPJ as one file.

Every figure comes from `kas.saldo` (what moved) and `anggaran.isi` (what was planned); nothing is summed twice.
What a report is about (year, period, budget, source) is a `Minta`. A printed report leaves a `CetakanLaporan`.
"""
