"""Financial health: each ratio with its formula and the figures it was worked out from. No total score is invented."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from smartkampung.bumdes.buku.models import AKUMULASI, KAS, MODAL_DESA, PERSEDIAAN, PIUTANG, PRIVE_DESA
from smartkampung.bumdes.buku.saldo import uang
from smartkampung.bumdes.laporan.angka import Angka

PERSEN, KALI, HARI, RUPIAH = "%", "kali", "hari", "rupiah"


@dataclass(frozen=True, slots=True)
class Rasio:
    """One ratio; None where its denominator is nothing."""

    kode: str
    nama: str
    rumus: str
    atas: Decimal
    bawah: Decimal
    satuan: str
    pengali: Decimal | int = 1

    @property
    def nilai(self) -> Decimal | None:
        """The ratio in its unit."""
        if not self.bawah:
            return None
        return (self.atas * self.pengali / self.bawah).quantize(Decimal("0.01"), ROUND_HALF_UP)


def rasio(a: Angka) -> list[Rasio]:
    """The ratios of a period; denominators at its end, ROE without the profit of the year, TMS/TA with it."""
    def kode(per: object, depan: str) -> int:
        return sum(n for x, n in dict(per).items() if a.buku.akun[x].kode.startswith(depan))  # type: ignore[call-overload]

    laba = uang(a.laba(a.gerak))
    omzet = uang(-a.jumlah(a.gerak, lambda x: x.kelompok == "PENDAPATAN"))
    hpp = uang(a.jumlah(a.gerak, lambda x: x.kelompok == "HPP"))
    aset = uang(a.jumlah(a.akhir, lambda x: x.kelompok == "ASET"))
    lancar, pendek = uang(kode(a.akhir, "1.1.")), uang(-kode(a.akhir, "2.1."))
    ekuitas_awal = uang(-a.jumlah(a.akhir, lambda x: x.kelompok == "EKUITAS"))
    ekuitas = ekuitas_awal + uang(a.laba(a.akhir))
    pajak = uang(a.jumlah(a.gerak, lambda x: x.kelompok == "BEBAN_PAJAK"))
    beban = uang(a.jumlah(a.gerak, lambda x: x.kelompok == "BEBAN"))
    bunga, susut = uang(kode(a.gerak, "7.2.02.")), -uang(a.peran(a.gerak, AKUMULASI))
    modal_kerja = aset - pendek
    desa, pades = uang(-a.peran(a.akhir, MODAL_DESA)), uang(a.peran(a.gerak, PRIVE_DESA))
    kas, piutang = uang(a.peran(a.akhir, KAS)), uang(a.peran(a.akhir, PIUTANG))
    stok = uang(a.peran(a.akhir, PERSEDIAAN))
    return [
        Rasio("roe", "ROE", "laba bersih / ekuitas tanpa laba berjalan", laba, ekuitas_awal, PERSEN, 100),
        Rasio("roi", "ROI", "(laba sebelum pajak + bunga + penyusutan) / (aset − kewajiban pendek)",
              laba + pajak + bunga + susut, modal_kerja, PERSEN, 100),
        Rasio("kas", "Rasio kas", "kas / kewajiban pendek", kas, pendek, PERSEN, 100),
        Rasio("lancar", "Rasio lancar", "aset lancar / kewajiban pendek", lancar, pendek, PERSEN, 100),
        Rasio("tagih", "Lama penagihan", "piutang / pendapatan × 365", piutang, omzet, HARI, 365),
        Rasio("stok", "Perputaran persediaan", "persediaan / pendapatan × 365", stok, omzet, HARI, 365),
        Rasio("tato", "TATO", "pendapatan / (aset − kewajiban pendek)", omzet, modal_kerja, PERSEN, 100),
        Rasio("tms", "Ekuitas terhadap aset", "ekuitas / aset", ekuitas, aset, PERSEN, 100),
        Rasio("kotor", "Margin kotor", "(pendapatan − harga pokok) / pendapatan", omzet - hpp, omzet, PERSEN, 100),
        Rasio("impas", "Titik impas (BEP)", "beban usaha / (pendapatan − harga pokok) × pendapatan; harga pokok ikut "
              "penjualan, beban usaha tetap", beban, omzet - hpp, RUPIAH, omzet),
        Rasio("bersih", "Margin bersih", "laba bersih / pendapatan", laba, omzet, PERSEN, 100),
        Rasio("pades", "PADes terhadap modal desa", "bagi hasil desa / penyertaan modal desa", pades, desa, PERSEN,
              100),
    ]  # fmt: skip


