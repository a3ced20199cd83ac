"""Contoh: a believable village that does not exist, for trying the program and for its tests.

The same seed gives the same village. Its region is 99.01.01.2001, which no real NIK begins with, so no
made-up number can belong to a person. `warga` makes the people, `perintah` puts them into a database.
"""
