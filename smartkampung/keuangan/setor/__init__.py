"""Taxes withheld: what is owed and until when, deposits with NTPN, recaps and exports for the tax office."""
