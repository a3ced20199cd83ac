"""Reference of the budget: kode rekening, bidang to kegiatan, sumber dana, standard prices.

Codes are kept without a trailing dot; bidang, sub bidang and kegiatan with two digits per level ("02.03.11").
The annex of Permendagri 20/2018 leaves 90-99 of kegiatan and objek to the regency: those rows are `lokal`.
"""
