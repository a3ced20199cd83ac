"""Taking over a village's years from the CSV export of Siskeudes; never required.

`berkas` reads any dialect of the ZIP into rows by table; `nilai` reads its values; `anggaran` turns the budget
tables into versions; `services` writes them once. What was assumed about the coding stands in `nilai.ANGGAPAN`.
"""
