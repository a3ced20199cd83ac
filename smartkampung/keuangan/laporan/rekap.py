"""What the books offer to the monthly recap: realisation, cash, taxes owed, advances, months closed, rules broken."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from smartkampung.extensions import db
from smartkampung.inti.lembar import BagianRekap, Grafik, IsiRekap, Kolom, Kontrol, Lembar
from smartkampung.inti.tanggal import BULAN, Periode
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.aturan.parameter import aturan_tahun
from smartkampung.keuangan.belanja.models import PeringatanKas
from smartkampung.keuangan.belanja.panjar import tenggat_banyak
from smartkampung.keuangan.dasbor.queries import kas_kini, per_bidang, utang_pajak
from smartkampung.keuangan.dpa.queries import nama_pka
from smartkampung.keuangan.kas.bulan import NAMA_BULAN_BUKU, bulan_buku
from smartkampung.keuangan.kas.models import CAIR, SETAHUN, TERBUKA, DokumenKas
from smartkampung.keuangan.kas.saldo import Posisi, minus_pada, panjar_terbuka, posisi
from smartkampung.keuangan.laporan.lra import IsiLRA, isi_lra, per_sumber
from smartkampung.keuangan.laporan.minta import TANGGAL, Minta

KODE = "realisasi"


def susun(periode: Periode) -> IsiRekap:
    """The sheets of a month: everything up to its last day."""
    minta = Minta(periode.tahun, TANGGAL, periode.akhir)
    lra, kini = isi_lra(minta), posisi(periode.tahun, periode.akhir)
    lembar = (
        _bidang(periode, lra), _sumber(periode, minta, lra), _kas(periode, kini), _pajak(periode), _panjar(periode),
        _bulan(periode), _pelanggaran(periode), _opendk(periode, lra),
    )  # fmt: skip
    return IsiRekap(lembar, _kontrol(lra, kini))


def _kontrol(lra: IsiLRA, kini: Posisi) -> tuple[Kontrol, ...]:
    belanja = lra.jumlah("5", 1)
    return (
        Kontrol("Realisasi per bidang = belanja", belanja, ((1, "realisasi_bidang", "realisasi"),)),
        Kontrol("Belanja per sumber dana = belanja", belanja, ((1, "realisasi_sumber", "belanja"),)),
        Kontrol("SiLPA per sumber dana = SiLPA", kini.silpa, ((1, "realisasi_sumber", "silpa"),)),
        Kontrol("Kas bank dan tunai = kas", kini.kas, ((1, "realisasi_kas", "saldo"),)),
        Kontrol("Utang pajak per jenis = utang pajak", kini.utang_pajak, ((1, "realisasi_pajak", "utang"),)),
        Kontrol("Panjar terbuka = panjar di buku", kini.panjar, ((1, "realisasi_panjar", "sisa"),)),
        Kontrol("Kas = SiLPA + utang pajak − panjar", kini.silpa + kini.utang_pajak - kini.panjar,
                ((1, "realisasi_kas", "saldo"),)),
    )  # fmt: skip


def _masa(periode: Periode) -> str:
    return f"Tahun anggaran {periode.tahun}, sampai akhir {periode.nama}"


def _bidang(periode: Periode, lra: IsiLRA) -> Lembar:
    kolom = (Kolom("bidang", "Bidang", lebar=44), Kolom("anggaran", "Anggaran", "rupiah", jumlah=True),
             Kolom("realisasi", "Realisasi", "rupiah", jumlah=True), Kolom("serapan", "Serapan", "persen"))  # fmt: skip
    baris = [(b.nama, b.lain, b.nilai, b.nilai / b.lain if b.lain else None) for b in per_bidang(periode.tahun, lra)]
    grafik = (Grafik("batang", "Realisasi per bidang", "bidang", ("anggaran", "realisasi")),)
    return Lembar("realisasi_bidang", "Realisasi per bidang", kolom, baris, subjudul=_masa(periode), grafik=grafik)


def _sumber(periode: Periode, minta: Minta, lra: IsiLRA) -> Lembar:
    kolom = (Kolom("kode", "Kode"), Kolom("sumber", "Sumber dana", lebar=36),
             *(Kolom(k, j, "rupiah", jumlah=True) for k, j in (
                 ("anggaran", "Anggaran belanja"), ("pendapatan", "Pendapatan"),
                 ("penerimaan", "Penerimaan pembiayaan"), ("belanja", "Belanja"),
                 ("pengeluaran", "Pengeluaran pembiayaan"), ("silpa", "SiLPA"))),
             Kolom("serapan", "Serapan", "persen"))  # fmt: skip
    baris = [(s.kode, s.nama, s.pagu, s.pendapatan, s.penerimaan, s.belanja, s.pengeluaran, s.silpa, s.serapan)
             for s in per_sumber(minta, lra)]  # fmt: skip
    return Lembar("realisasi_sumber", "Realisasi per sumber dana", kolom, baris, subjudul=_masa(periode))


def _kas(periode: Periode, kini: Posisi) -> Lembar:
    kolom = (Kolom("tempat", "Tempat", lebar=36), Kolom("saldo", "Saldo", "rupiah", jumlah=True))
    baris = [(f"{b.nama} {_samar(b.kode)}", b.nilai) for b in kas_kini(periode.tahun, periode.akhir).bank]
    return Lembar("realisasi_kas", "Kas", kolom, [*baris, ("Kas tunai", kini.tunai)], subjudul=_masa(periode))


def _samar(nomor: str) -> str:
    """An account number with its last four digits."""
    return f"…{nomor[-4:]}" if len(nomor) > 4 else nomor


def _pajak(periode: Periode) -> Lembar:
    kolom = (Kolom("kode", "Jenis pajak"), Kolom("utang", "Belum disetor", "rupiah", jumlah=True),
             Kolom("lewat", "Lewat jatuh tempo", "rupiah", jumlah=True),
             Kolom("tempo", "Jatuh tempo", "tanggal"))  # fmt: skip
    baris = [(p.kode, p.nilai, p.lewat, p.tempo) for p in utang_pajak(periode.tahun, periode.akhir)]
    return Lembar("realisasi_pajak", "Utang pajak", kolom, baris, subjudul=_masa(periode))


def _panjar(periode: Periode) -> Lembar:
    kolom = (Kolom("nomor", "Nomor SPP", lebar=26), Kolom("kegiatan", "Kegiatan"), Kolom("pka", "Pelaksana"),
             Kolom("cair", "Dicairkan", "tanggal"), Kolom("batas", "Batas", "tanggal"),
             Kolom("sisa", "Belum dipertanggungjawabkan", "rupiah", jumlah=True),
             Kolom("keadaan", "Keadaan"))  # fmt: skip
    terbuka = panjar_terbuka(periode.tahun, periode.akhir)
    spp = list(db.session.scalars(db.select(DokumenKas).where(DokumenKas.id.in_(terbuka)).order_by(DokumenKas.id)))
    cair = _tanggal_cair(list(terbuka))
    tempo = tenggat_banyak(periode.tahun, (cair.get(d.id, d.tanggal) for d in spp))
    pka = nama_pka(d.pka_id for d in spp)
    baris = [(d.sebutan, d.kegiatan, pka.get(d.pka_id or 0, ""), hari, tempo[hari], terbuka[d.id],
              "lewat waktu" if periode.akhir > tempo[hari] else "berjalan")
             for d in spp for hari in (cair.get(d.id, d.tanggal),)]  # fmt: skip
    return Lembar("realisasi_panjar", "Panjar belum dipertanggungjawabkan", kolom, baris, subjudul=_masa(periode))


def _tanggal_cair(spp: list[int]) -> dict[int | None, date]:
    d = DokumenKas
    pilih = db.select(d.induk_id, d.tanggal).where(d.induk_id.in_(spp), d.jenis == CAIR).order_by(d.id)
    return dict(db.session.execute(pilih).tuples().all())


def _bulan(periode: Periode) -> Lembar:
    kolom = (Kolom("bulan", "Bulan"), Kolom("keadaan", "Keadaan"), Kolom("pada", "Pada", "tanggal"),
             Kolom("ditutup", "Ditutup", "angka", jumlah=True))  # fmt: skip
    buku = bulan_buku(periode.tahun)
    baris = []
    for n in (*range(1, periode.bulan + 1), *([SETAHUN] if SETAHUN in buku else [])):
        satu = buku.get(n)
        nama = BULAN[n - 1] if n else f"Tahun {periode.tahun}"
        baris.append((nama, NAMA_BULAN_BUKU[satu.keadaan if satu else TERBUKA], satu.pada.date() if satu else None,
                      1 if satu else 0))  # fmt: skip
    return Lembar("realisasi_bulan", "Bulan buku", kolom, baris, subjudul=_masa(periode))


def _pelanggaran(periode: Periode) -> Lembar:
    """What the books themselves show to be against a rule, and the rules that were switched off."""
    kolom = (Kolom("aturan", "Aturan"), Kolom("temuan", "Temuan", lebar=80), Kolom("banyak", "Banyak", "angka"))
    baris: list[tuple[str, str, int]] = []
    lewat = [b for b in _panjar(periode).baris if b[-1] == "lewat waktu"]
    baris += [("K-PJR-02", f"{len(lewat)} panjar lewat waktu", len(lewat))] if lewat else []
    pajak = [p for p in utang_pajak(periode.tahun, periode.akhir) if p.lewat]
    baris += [("K-PJK-04", f"Pajak lewat jatuh tempo: {', '.join(p.kode for p in pajak)}", len(pajak))] if pajak else []
    minus, selisih = minus_pada(periode.tahun, periode.akhir), posisi(periode.tahun, periode.akhir).selisih
    baris += [("K-KAS-01", f"Minus pada akhir hari: {minus[0]}", len(minus))] if minus else []
    if selisih:
        baris.append(("pemeriksaan", f"Kas berbeda {rupiah(selisih)} dari SiLPA, utang pajak, dan panjar", 1))
    p = PeringatanKas
    hitung = db.select(p.aturan, db.func.max(p.kalimat), db.func.count()).join(
        DokumenKas, DokumenKas.id == p.dokumen_id).where(
        p.tahun == periode.tahun, DokumenKas.tanggal <= periode.akhir).group_by(p.aturan)  # fmt: skip
    baris += [(kode, f"Diperingatkan, misalnya: {kalimat}", n) for kode, kalimat, n in db.session.execute(hitung)]
    isi = aturan_tahun(periode.tahun)
    baris += [(a.kode, f"{a.judul}: {a.sikap}, dasar {a.setempat}", 1) for a in isi.aturan.values() if a.setempat]
    return Lembar("realisasi_temuan", "Aturan yang dilanggar atau diubah", kolom, baris, subjudul=_masa(periode))


def _opendk(periode: Periode, lra: IsiLRA) -> Lembar:
    """The headings OpenDK's ImporAnggaranRealisasi reads; it keeps one row per kecamatan, year and month."""
    kolom = (*(Kolom(k, k, "rupiah", lebar=24) for k in (
        "total_anggaran", "total_belanja", "belanja_pegawai", "belanja_barang_jasa", "belanja_modal",
        "belanja_tidak_langsung")),)  # fmt: skip
    jumlah: list[Decimal] = [lra.jumlah("5", 0), *(lra.jumlah(k, 1) for k in ("5", "5.1", "5.2", "5.3", "5.4"))]
    baris = [jumlah] if any(n != NOL for n in jumlah) else []
    return Lembar("realisasi_opendk", "Anggaran dan realisasi untuk OpenDK", kolom, baris, subjudul=_masa(periode),
                  catatan=("Judul kolom mengikuti impor Anggaran dan Realisasi OpenDK (ImporAnggaranRealisasi), yang "
                           "menyimpannya per kecamatan.",
                           "Belanja tidak terduga (5.4) masuk belanja_tidak_langsung."))  # fmt: skip


BAGIAN = BagianRekap(KODE, "Realisasi anggaran", susun)
