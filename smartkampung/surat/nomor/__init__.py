"""Numbers of outgoing letters: the village's scheme and pattern, numbers held for letters made outside, the register.

A register is one running series per year. Which register a letter belongs to follows from the scheme of that
year (`skema`); how the number is printed follows from the pattern (`pola`). Source: Permendagri 47/2016
(agenda surat keluar), the village's own tata naskah.
"""
