"""Surat: letters for residents, from the request to the signed PDF and its archive.

Nouns: jenis surat (a kind of letter, defined as data, in versions), surat (one request that becomes one
letter), syarat (papers of a request), riwayat (who did what when, append-only), nomor (given at signing,
gap-free per register and year), kode status and kode periksa (random codes for the public pages),
sertifikat (the village's own key of a signer). Regulation: UU 25/2009, Permendagri 2/2017, the regent's
tata naskah dinas; see docs/regulasi.md.
"""
