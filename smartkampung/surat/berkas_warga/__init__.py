"""The dossier: papers of a resident, brought once, kept with consent until they expire (criterion SSW-1).

Nouns: berkas warga (one kept paper), masa berlaku (how long a kind of paper is good, data/berkas_warga.toml).
KTP and KK are shown, never kept: the register holds what they say.
"""
