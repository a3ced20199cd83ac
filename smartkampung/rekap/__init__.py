"""Rekap: what the village reports each month, composed once, signed, and delivered without anybody watching.

Nouns: bagian (sheets an area offers), jenis (which bagian stand in one recap), jadwal (when), tujuan (where
to), rekap (one period, one revision, never changed), paket (its signed JSON twin), kotak keluar (the outbox),
tanda terima (the receiver's signed receipt), kendala (what keeps a recap from being composed).
Reports and their dates: design/pelayanan 7.1; Permendagri 39/2015 for the number of receivers.
"""
