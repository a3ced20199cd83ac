"""Papers of the budget: APBDes, penjabaran, perubahan, RAB, RKA, RKKD, DPA, DPPA, DPAL, RAK, text of the Perdes.

A paper is put together once (`Kertas`: facts, rows with a level) and goes out as a page, a PDF, a workbook, or JSON.
Which columns it has, and in which order, stands in `data/keuangan/tata/<kode>.toml`.
"""
