"""Beranda: the home page as a work list, the search box of every page, long work, the state of the system.

Nouns (in inti/sorotan): hal (a thing that waits), angka (a figure the role acts on), temuan (a search hit).
"""
