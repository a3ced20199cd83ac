"""Surat saya: the letters of a resident who logs in with NIK or telephone and a PIN given at the counter.

A realm of its own: its own cookie, its own server-side sessions, no staff right of any kind, only one's own letters.
"""
