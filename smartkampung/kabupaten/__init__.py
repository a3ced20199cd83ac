"""Kabupaten: the other mode of the program, where the recaps of many villages arrive.

Nouns: desa terdaftar (a village whose key we know), kode gabung (the one-time code it joins with), rekap masuk
(an accepted packet, revisions side by side), penolakan (a refused one and why), laporan (what each village
should send and by when), matriks (desa x laporan of a month), gabungan (one workbook of all villages).
"""
