"""Keuangan desa (Permendagri 20/2018): reference codes, the budget and its versions, DPA, RAK.

Nouns: rekening, kegiatan, sumber dana, versi anggaran (APBDes awal, geser, perubahan), baris anggaran, RAB.
The key of every rupiah is (kegiatan, rekening objek, sumber dana), by code, the same in every year and version.
"""
