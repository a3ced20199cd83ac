"""RPJM Desa and RKP Desa, light: which kegiatan are planned for a year, with what pagu, under which Perdes.

Full planning is an area of its own; it proposes kegiatan by the event `KegiatanDiusulkan`, each once by its `sumber`.
"""
