"""Akun: who may log in, as what, from when to when.

Nouns: pengguna (one person, one account), peran (what a role may do, data in data/peran.toml),
penugasan (a person holds a role from a day to a day, definitively or as Plt./Plh., by an SK), sesi (one
login on one device, a server-side row).
"""
