"""Audit: an append-only, hash-chained record of acts.

Nouns: catatan audit (one act: who, when, what, on which object), peristiwa (its kind, from one list),
rantai (each row carries the hash of the row before, so a changed row breaks the chain).
"""
