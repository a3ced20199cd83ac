"""The budget tables as versions: awal, pergeseran, perubahan, each with its kegiatan and RAB."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.anggaran import models as m
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.anggaran.tulis import ButirBaru, KegiatanBaru, jumlah_rab
from smartkampung.keuangan.siskeudes import nilai as n
from smartkampung.keuangan.siskeudes.berkas import BukanSiskeudes, Kiriman

JENIS = {n.USULAN: m.AWAL, n.AWAL: m.AWAL, n.PERKADES: m.GESER, n.PAK: m.PERUBAHAN}
NAMA_POSTING = {n.USULAN: "usulan", n.AWAL: "APBDes awal", n.PERKADES: "pergeseran", n.PAK: "perubahan (PAK)"}
PENYESUAIAN = "Penyesuaian ke jumlah Ta_Anggaran"


@dataclass
class VersiSiskeudes:
    """One posting of one year."""

    posting: str
    kegiatan: list[KegiatanBaru]
    butir: list[ButirBaru]
    nomor_perdes: str = ""
    nomor_perkades: str = ""
    tanggal: date | None = None

    @property
    def jenis(self) -> str:
        return JENIS[self.posting]

    def jumlah(self, awalan: str) -> Decimal:
        """The sum under an account code."""
        return sum((b.jumlah for b in self.butir if b.kunci.rekening.startswith(awalan)), NOL)


@dataclass
class TahunSiskeudes:
    """What the export says about one year."""

    tahun: int
    kode_desa: str
    versi: list[VersiSiskeudes]
    rekening_lokal: dict[str, str] = field(default_factory=dict)
    kegiatan_lokal: dict[str, str] = field(default_factory=dict)
    sumber_lokal: dict[str, str] = field(default_factory=dict)
    catatan: list[str] = field(default_factory=list)
    tolak: list[str] = field(default_factory=list)


def susun(kiriman: Kiriman) -> list[TahunSiskeudes]:
    """The years of an export, oldest first."""
    asal = kiriman.baris("Ta_Anggaran") or kiriman.baris("Ta_RAB")
    tahun = sorted({t for b in asal if (t := n.tahun(b.get("Tahun", "")))})
    if not tahun:
        raise BukanSiskeudes(sebab="Ta_Anggaran dan Ta_RAB kosong atau tidak ada, jadi tidak ada anggaran di dalamnya.")
    return [_susun_tahun(kiriman, t) for t in tahun]


def _milik(kiriman: Kiriman, tabel: str, tahun: int) -> list[dict[str, str]]:
    """The rows of a year, without exact duplicates."""
    semua = [b for b in kiriman.baris(tabel) if n.tahun(b.get("Tahun", "")) in (tahun, None)]
    return [dict(b) for b in dict.fromkeys(tuple(b.items()) for b in semua)]


def _susun_tahun(kiriman: Kiriman, tahun: int) -> TahunSiskeudes:
    asal = _milik(kiriman, "Ta_Anggaran", tahun) or _milik(kiriman, "Ta_RAB", tahun)
    desa = sorted({b.get("Kd_Desa", "") for b in asal})
    hasil = TahunSiskeudes(tahun, desa[0], [])
    if len(desa) > 1:
        hasil.tolak.append(f"Berisi {len(desa)} desa ({', '.join(desa)}). Ekspor satu desa saja.")
        return hasil
    ganda = len(kiriman.baris("Ta_Anggaran")) - len({tuple(b.items()) for b in kiriman.baris("Ta_Anggaran")})
    if ganda:
        hasil.catatan.append(f"{ganda} baris Ta_Anggaran kembar persis, dipakai satu kali.")
    posting = sorted({b.get("KdPosting") or n.AWAL for b in asal}, key=lambda p: _saat(kiriman, tahun, p))
    dikenal = [p for p in posting if p in JENIS]
    hasil.catatan += [f"KdPosting {p} tidak dikenal, tidak diambil." for p in posting if p not in JENIS]
    if len(dikenal) > 1 and n.USULAN in dikenal:
        dikenal.remove(n.USULAN)
    for p in dikenal:
        hasil.versi.append(_versi(kiriman, hasil, [b for b in asal if (b.get("KdPosting") or n.AWAL) == p], p))
    _nama_lokal(kiriman, hasil)
    return hasil


def _log(kiriman: Kiriman, tahun: int, posting: str) -> dict[str, str]:
    semua = _milik(kiriman, "Ta_AnggaranLog", tahun)
    return next((b for b in reversed(semua) if b.get("KdPosting") == posting), {})


def _saat(kiriman: Kiriman, tahun: int, posting: str) -> tuple[date, str]:
    """Postings in the order they were made; awal first."""
    if posting in (n.USULAN, n.AWAL):
        return date.min, posting
    return n.tanggal(_log(kiriman, tahun, posting).get("TglPosting", "")) or date.max, posting


def _versi(kiriman: Kiriman, induk: TahunSiskeudes, baris: list[dict[str, str]], posting: str) -> VersiSiskeudes:
    log = _log(kiriman, induk.tahun, posting)
    pak = posting == n.PAK or (posting == n.PERKADES and any(_uang(b, "AnggaranStlhPAK") for b in baris))
    jumlah: dict[Kunci, Decimal] = defaultdict(lambda: NOL)
    for b in baris:
        kunci = _kunci(b, induk)
        try:
            nilai = n.uang(b.get("AnggaranStlhPAK" if pak else "Anggaran", ""))
        except ValueError:
            induk.tolak.append(f"Ta_Anggaran {'/'.join(kunci)}: “{b.get('Anggaran', '')}” bukan jumlah uang.")
            continue
        jumlah[kunci] += nilai
    rinci = _rinci(kiriman, induk, posting, pak)
    butir = [r for k, nilai in jumlah.items() for r in _cocokkan(induk, k, nilai, rinci.get(k, []), posting)]
    return VersiSiskeudes(posting, _kegiatan(kiriman, induk, {k.kegiatan for k in jumlah} - {""}, pak), butir,
                          log.get("No_Perdes", ""), log.get("No_Perkades", ""), n.tanggal(log.get("TglPosting", "")))


def _uang(baris: dict[str, str], kolom: str) -> Decimal:
    try:
        return n.uang(baris.get(kolom, ""))
    except ValueError:
        return NOL


def _kunci(baris: dict[str, str], induk: TahunSiskeudes) -> Kunci:
    rekening = n.rekening(baris.get("KD_Rincian") or baris.get("Kd_Rincian", ""))
    kegiatan = n.kegiatan(baris.get("Kd_keg") or baris.get("Kd_Keg", ""), induk.kode_desa)
    return Kunci(kegiatan if rekening.startswith("5") else "", rekening, baris.get("SumberDana", "").upper())


def _rinci(kiriman: Kiriman, induk: TahunSiskeudes, posting: str, pak: bool) -> dict[Kunci, list[ButirBaru]]:
    """The RAB lines of a posting; of the present state when the export has no posted ones."""
    semua = [b for b in _milik(kiriman, "Ta_AnggaranRinci", induk.tahun) if (b.get("KdPosting") or n.AWAL) == posting]
    semua = semua or _milik(kiriman, "Ta_RABRinci", induk.tahun)
    akhir = "PAK" if pak else ""
    hasil: dict[Kunci, list[ButirBaru]] = defaultdict(list)
    for b in sorted(semua, key=lambda b: (b.get("Kd_SubRinci", ""), b.get("No_Urut", "").zfill(6))):
        kunci = _kunci(b, induk)
        try:
            volume, harga = n.desimal(b.get(f"JmlSatuan{akhir}", "")), n.uang(b.get(f"HrgSatuan{akhir}", ""))
            jumlah = n.uang(b.get("AnggaranStlhPAK" if pak else "Anggaran", ""))
        except ValueError:
            induk.tolak.append(f"RAB “{b.get('Uraian', '')[:60]}” pada {'/'.join(kunci)}: volume atau harganya bukan "
                               "angka.")
            continue
        uraian, satuan = b.get("Uraian", "")[:300] or "(tanpa uraian)", b.get("Satuan", "")[:30]
        tepat = volume.quantize(Decimal("0.0001")) == volume and jumlah_rab(volume, harga) == jumlah
        hasil[kunci].append(ButirBaru(kunci, uraian, volume, satuan, harga) if tepat
                            else ButirBaru(kunci, uraian, Decimal(1), "paket", jumlah))
    return hasil


def _cocokkan(induk: TahunSiskeudes, kunci: Kunci, jumlah: Decimal, rinci: list[ButirBaru],
              posting: str) -> list[ButirBaru]:
    """RAB lines that add up to the posted amount; differences are listed, never hidden."""
    isi = sum((r.jumlah for r in rinci), NOL)
    if isi == jumlah:
        return rinci or [ButirBaru(kunci, "Sesuai Ta_Anggaran", Decimal(1), "paket", jumlah)]
    if rinci:
        induk.catatan.append(f"{NAMA_POSTING[posting].capitalize()} {'/'.join(kunci)}: RAB {rupiah(isi)}, Ta_Anggaran "
                             f"{rupiah(jumlah)}; yang dipakai Ta_Anggaran.")
    if rinci and isi < jumlah:
        return [*rinci, ButirBaru(kunci, PENYESUAIAN, Decimal(1), "paket", jumlah - isi)]
    return [ButirBaru(kunci, "Sesuai Ta_Anggaran", Decimal(1), "paket", jumlah)]


def _kegiatan(kiriman: Kiriman, induk: TahunSiskeudes, kode: set[str], pak: bool) -> list[KegiatanBaru]:
    hasil = {}
    for b in _milik(kiriman, "Ta_Kegiatan", induk.tahun):
        satu = n.kegiatan(b.get("Kd_Keg", ""), induk.kode_desa)
        if satu not in kode:
            continue
        volume = _uang(b, "NilaiPAK") if pak and b.get("NilaiPAK") else _uang(b, "Nilai")
        hasil[satu] = KegiatanBaru(
            satu, nama=b.get("Nama_Kegiatan", "")[:300], pagu=_uang(b, "Pagu_PAK" if pak else "Pagu"),
            lokasi=b.get("Lokasi", "")[:200], keluaran=b.get("Keluaran", "")[:200], volume=max(volume, NOL),
            satuan=b.get("Satuan", "")[:30], tim=b.get("Nm_PPTKD", "")[:200],
        )
    yatim = sorted(kode - set(hasil))
    if yatim:
        induk.catatan.append(f"{len(yatim)} kegiatan dianggarkan tanpa baris Ta_Kegiatan: {', '.join(yatim[:8])}.")
    return list(hasil.values())


def _nama_lokal(kiriman: Kiriman, hasil: TahunSiskeudes) -> None:
    """Names of codes, to be used where our list lacks them."""
    for b in kiriman.baris("Ref_Rek4"):
        hasil.rekening_lokal[n.rekening(b.get("Obyek", ""))] = b.get("Nama_Obyek", "")
    for b in kiriman.baris("Ref_Kegiatan"):
        hasil.kegiatan_lokal[n.kegiatan(b.get("ID_Keg", ""), hasil.kode_desa)] = b.get("Nama_Kegiatan", "")
    for versi in hasil.versi:
        for k in versi.kegiatan:
            hasil.kegiatan_lokal.setdefault(k.kode, k.nama)
    for b in kiriman.baris("Ref_Sumber"):
        hasil.sumber_lokal[b.get("Kode", "").upper()] = b.get("Nama_Sumber", "")
