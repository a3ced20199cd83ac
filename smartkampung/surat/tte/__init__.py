"""Electronic signing beside the village's own certificate: BSrE, what was read, and what is on its way.

A letter that a remote service signs gets its number and its unsigned PDF first, both committed; only then is
the service called, outside any lock. Whatever happens there, the number stays the letter's own.
"""
