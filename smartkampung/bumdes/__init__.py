"""BUMDes: double-entry books per unit, five reports, consolidation, the link to the village's own ledger.

Nouns: BUMDes, entitas (the pusat or one unit usaha: each keeps a book of its own), organ (who is direktur, bendahara,
manajer, pengawas or penasihat from when to when), akun (one account of the chart), jurnal and its lines, pihak (whom
one owes or is owed by), periode (a locked month, a closed year). Rules: UU 6/2014, PP 11/2021, Kepmendesa 136/2022.
"""
