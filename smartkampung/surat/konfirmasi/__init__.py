"""Confirmation by the head of an RT or RW, or the kepala dusun: a link with a one-time code, on his own phone.

Optional per kind of letter, never where a rule has dropped it (`dilarang_diminta`). The promised time keeps running,
and staff may go on without the answer when they say why.
"""
