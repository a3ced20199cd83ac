"""Forms of the system pages."""

from __future__ import annotations

from smartkampung.inti.formulir import Formulir, MedanTeksPanjang


class BetulkanJamForm(Formulir):
    """Why the clock is believed although later acts are recorded."""

    alasan = MedanTeksPanjang(
        "Apa yang terjadi", maks=300,
        description="Misalnya: baterai jam habis, komputer sempat menunjukkan tahun 2027. Ditulis di catatan audit.")
