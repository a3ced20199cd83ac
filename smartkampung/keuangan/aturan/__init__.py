"""Rules of the budget and the figures they use, per fiscal year.

What a year ships with is data (data/keuangan/parameter_<tahun>.toml); a later year without a file of its own takes
the last one before it. What the village or its Perbup sets stands beside it in the database, with who, why and under
which regulation; `tetap` rules of the program itself cannot be switched.
"""
