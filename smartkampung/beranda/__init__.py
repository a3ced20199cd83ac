"""Beranda: the home page as a work list, the search box of every page, long work, the state of the system.

Nouns: hal (one thing that waits for the user), angka (one figure the role acts on), temuan (a search hit).
"""
