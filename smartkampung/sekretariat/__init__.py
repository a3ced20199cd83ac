"""Sekretariat: incoming letters and what the head orders about them, delivery, the village's regulations, its archive.

Nouns: surat masuk (an incoming letter), disposisi (an order about it, passed on), ekspedisi (one delivery of an
outgoing letter), produk hukum (a regulation or decree), buku (a book of Permendagri 47/2016), klasifikasi and
retensi (where a letter stands in the archive, and for how long).
"""
