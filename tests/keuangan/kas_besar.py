"""Books of the size the figures speak of: years of about 5,000 journal rows on a budget of 200 kegiatan.

Rows are written in bulk, as `bukukan` would have written them: panjar with SPJ and sisa, definitif with taxes withheld,
cash income with STS, mutasi, bank interest, monthly deposits of taxes, months closed. The invariants hold.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from smartkampung.akun.models import Pengguna
from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.penomoran import NomorUrut
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.anggaran.isi import IsiAnggaran, Kunci, isi_versi, versi_berlaku
from smartkampung.keuangan.dpa import services as dpa
from smartkampung.keuangan.dpa.models import BERLAKU as DPA_BERLAKU
from smartkampung.keuangan.dpa.models import DPA
from smartkampung.keuangan.kas.models import (
    AWAL,
    BANK,
    CAIR,
    DEFINITIF,
    DI_BANK,
    DI_PANJAR,
    DIBUKUKAN,
    DICAIRKAN,
    DISAHKAN,
    MEDIA_AWAL,
    MUTASI,
    PANJAR,
    R_BELANJA,
    R_MUTASI,
    R_PAJAK_AWAL,
    R_PANJAR,
    R_POTONGAN,
    R_SALDO,
    R_SETOR,
    R_SILPA,
    R_SISA,
    R_TERIMA,
    SEBUTAN,
    SETAHUN,
    SETOR,
    SPJ,
    SPP,
    STS,
    TBP,
    TUNAI,
    BarisDokumen,
    BulanBuku,
    DokumenKas,
    JurnalKas,
    Pihak,
    PotonganDokumen,
    RekeningBank,
)
from smartkampung.keuangan.kas.models import DISETUJUI as BULAN_DISETUJUI
from smartkampung.keuangan.kas.saldo import pastikan_tidak_minus, posisi
from tests.keuangan.besar import buat_besar

TABEL = (DokumenKas, BarisDokumen, PotonganDokumen, JurnalKas)
PER_BAYAR = Decimal("2.75")  # journal rows of one payment, on average
PENYEDIA = ("TB Sumber Rejeki", "CV Karya Desa", "UD Tani Makmur", "Toko Alat Tulis Melati", "Percetakan Cahaya",
            "Siti Aminah", "Bengkel Las Jaya", "Katering Bu Darmi")  # fmt: skip


def buat_kas_besar(sampai: date, *, sekdes: Pengguna, pka_id: int, tahun: int = 1, kegiatan: int = 200,
                   rab: int = 3000, baris: int = 5000) -> RekeningBank:  # fmt: skip
    """`tahun` fiscal years of books, the last one up to `sampai` with a few advances that are overdue by then.

    Years before it are closed. A year that has no budget in force gets one of that many kegiatan and RAB lines, with
    its DPA approved. Raises when a balance would be below nought at the end of a day.
    """
    bank = db.session.scalar(db.select(RekeningBank).filter_by(utama=True)) or _rekening()
    pihak = _pihak()
    for satu in range(sampai.year - tahun + 1, sampai.year + 1):
        if versi_berlaku(satu) is None:
            buat_besar(satu, sekdes=sekdes, pka_id=pka_id, kegiatan=kegiatan, rab=rab, versi=1)
        if satu == sampai.year:
            setujui_dpa(satu, sekdes)
        akhir = min(sampai, date(satu, 12, 31))
        buku = Buku(satu, akhir, bank.id, pka_id, pihak, terbuka=satu == sampai.year)
        versi = versi_berlaku(satu)
        assert versi is not None
        _isi_tahun(buku, isi_versi(versi), baris)
        buku.simpan()
        pastikan_tidak_minus(satu, date(satu, 1, 1))
        _tutup(satu, 12 if satu < sampai.year else sampai.month - 1)
    return bank


def _rekening() -> RekeningBank:
    satu = RekeningBank(bank="Bank Jatim", nomor="0090012345", atas_nama="Pemerintah Desa", utama=True)
    db.session.add(satu)
    db.session.flush()
    return satu


def _pihak() -> list[Pihak]:
    ada = {p.nama: p for p in db.session.scalars(db.select(Pihak))}
    for n, nama in enumerate(PENYEDIA):
        if nama not in ada:
            ada[nama] = Pihak(nama=nama, jenis="perorangan" if n == 5 else "badan", npwp=f"01.234.56{n}.7-625.000",
                              pkp=n % 2 == 0, alamat="Jalan Raya Desa", versi=1)  # fmt: skip
            db.session.add(ada[nama])
    db.session.flush()
    return [ada[n] for n in PENYEDIA]


def setujui_dpa(tahun: int, sekdes: Pengguna) -> None:
    """Every DPA of a year in force, without walking its chain."""
    dpa.siapkan(tahun, oleh=sekdes)
    db.session.execute(db.update(DPA).where(DPA.tahun == tahun, DPA.keadaan == "draf").values(
        keadaan=DPA_BERLAKU, terkunci_pada=sekarang(), sidik="0" * 64))  # fmt: skip
    db.session.expire_all()


@dataclass
class Buku:
    """The rows of one year, kept until they are written together."""

    tahun: int
    sampai: date
    bank: int
    pka: int
    pihak: list[Pihak]
    terbuka: bool
    isi: dict[type, list[dict[str, Any]]] = field(default_factory=lambda: {t: [] for t in TABEL})
    nomor: Counter[type] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for tabel in TABEL:
            self.nomor[tabel] = db.session.scalar(db.select(db.func.max(tabel.id))) or 0

    def tambah(self, tabel: type, **isi: Any) -> int:
        """One row; answers its id."""
        self.nomor[tabel] += 1
        self.isi[tabel].append({"id": self.nomor[tabel], **isi})
        return self.nomor[tabel]

    def dokumen(self, jenis: str, tanggal: date, uraian: str, nilai: Decimal, **lain: Any) -> int:
        """A document of this year."""
        biasa = {"cara": "", "keadaan": DIBUKUKAN, "kegiatan": "", "media": DI_BANK, "rekening_id": self.bank,
                 "pihak_id": None, "pihak_nama": "", "potongan": NOL, "induk_id": None, "pka_id": None,
                 "billing": "", "ntpn": None}  # fmt: skip
        return self.tambah(DokumenKas, **{**biasa, **lain, "tahun": self.tahun, "jenis": jenis, "tanggal": tanggal,
                                          "uraian": uraian, "nilai": nilai})  # fmt: skip

    def gerak(self, dokumen: int, tanggal: date, jenis: str, media: str, nilai: Decimal, *, masuk: bool,
              kunci: tuple[str, str, str] = ("", "", ""), uraian: str = "", **lain: Any) -> None:  # fmt: skip
        """A row of the journal."""
        self.tambah(JurnalKas, **{"pajak": "", "baris_id": None, "potongan_id": None, **lain}, tahun=self.tahun,
                    tanggal=tanggal, dokumen_id=dokumen, jenis=jenis, media=media, uraian=uraian,
                    rekening_id=self.bank if media == DI_BANK else None, kegiatan=kunci[0], rekening=kunci[1],
                    sumber_dana=kunci[2], masuk=nilai if masuk else NOL, keluar=NOL if masuk else nilai,
                    membalik_id=None, pada=sekarang(), oleh="Kaur Keuangan")  # fmt: skip

    def simpan(self) -> None:
        """Drop what lies after the last day, number the documents by date, write everything, lock it."""
        dokumen = [d for d in self.isi[DokumenKas] if d["tanggal"] <= self.sampai]
        ada = {d["id"] for d in dokumen}
        desa, urut = profil().kode, Counter[str]()
        for d in sorted(dokumen, key=lambda d: (d["tanggal"], d["id"])):
            urut[d["jenis"]] += 1
            d["nomor"] = urut[d["jenis"]]
            d["nomor_teks"] = f"{d['nomor']:04d}/{SEBUTAN[d['jenis']]}/{desa}/{self.tahun}"
            d |= {"dibuat_pada": sekarang(), "dibuat_oleh": "Kaur Keuangan"}
        db.session.execute(db.insert(DokumenKas), dokumen)
        for tabel in (BarisDokumen, PotonganDokumen, JurnalKas):
            isi = [b for b in self.isi[tabel] if b["dokumen_id"] in ada]
            if tabel is JurnalKas:
                isi.sort(key=lambda b: (b["tanggal"], b["id"]))
                awal = min((b["id"] for b in isi), default=0)
                isi = [{**b, "id": awal + n} for n, b in enumerate(isi)]
            for awal in range(0, len(isi), 5000):
                db.session.execute(db.insert(tabel), isi[awal : awal + 5000])
        db.session.execute(db.update(DokumenKas).where(DokumenKas.tahun == self.tahun).values(terkunci_pada=sekarang()))
        db.session.add_all(NomorUrut(register=f"keuangan:{j}", tahun=self.tahun, terakhir=n) for j, n in urut.items())
        db.session.flush()
        if db.engine.dialect.name == "postgresql":
            for tabel in TABEL:
                nama = tabel.__tablename__
                db.session.execute(db.text(
                    f"SELECT setval(pg_get_serial_sequence('{nama}', 'id'), (SELECT max(id) FROM {nama}))"))  # noqa: S608


def _isi_tahun(buku: Buku, isi: IsiAnggaran, baris: int) -> None:
    _saldo_awal(buku)
    for b in isi.baris:
        if not b.kunci.kegiatan and b.kunci.rekening.startswith("4"):
            _terima(buku, b.kunci, b.nilai)
    belanja = [b for b in isi.saring("5") if b.nilai >= 100_000]
    ronde = max(1, round(baris / (len(belanja) * PER_BAYAR)))
    bayar = [(b.kunci, (b.nilai * 9 / 10 / ronde).quantize(Decimal(1)), n, isi.kegiatan[b.kunci.kegiatan].nama)
             for n in range(ronde) for b in belanja]  # fmt: skip
    mulai, rentang = date(buku.tahun, 2, 1), 322
    pajak: dict[tuple[int, str, str, str], Decimal] = defaultdict(lambda: NOL)
    for ke, (kunci, nilai, n, nama) in enumerate(bayar):
        hari = mulai + timedelta(days=ke * rentang // len(bayar))
        if (ke + n) % 2:
            _panjar(buku, hari, kunci, nilai, nama, ke, pajak)
        else:
            _definitif(buku, hari, kunci, nilai, nama, ke, pajak)
    _rutin(buku)
    _setor(buku, pajak)


def _saldo_awal(buku: Buku) -> None:
    """What last year ended with (I-7); the first year opens with SiLPA of one source."""
    lalu = posisi(buku.tahun - 1)
    silpa = {s: n for s, n in lalu.silpa_sumber.items() if n} or {"DDS": Decimal(60_000_000)}
    pajak = _utang(buku.tahun - 1)
    jumlah = sum(silpa.values(), NOL) + sum(pajak.values(), NOL)
    hari = date(buku.tahun, 1, 1)
    nomor = buku.dokumen(AWAL, hari, "Saldo awal", jumlah)
    buku.gerak(nomor, hari, R_SALDO, DI_BANK, jumlah, masuk=True, uraian="Saldo awal bank")
    for dana, nilai in silpa.items():
        buku.gerak(nomor, hari, R_SILPA, MEDIA_AWAL, nilai, masuk=True, kunci=("", "6.1.1.01", dana), uraian="SiLPA")
    for (kode, dana), nilai in pajak.items():
        buku.gerak(nomor, hari, R_PAJAK_AWAL, MEDIA_AWAL, nilai, masuk=True, kunci=("", "", dana), pajak=kode,
                   uraian="Utang pajak")  # fmt: skip


def _utang(tahun: int) -> dict[tuple[str, str], Decimal]:
    j = JurnalKas
    pilih = db.select(j.pajak, j.sumber_dana, db.func.sum(j.masuk), db.func.sum(j.keluar)).where(
        j.tahun == tahun, j.pajak != "").group_by(j.pajak, j.sumber_dana)  # fmt: skip
    return {(k, s): m - n for k, s, m, n in db.session.execute(pilih) if m != n}


def _terima(buku: Buku, kunci: Kunci, nilai: Decimal) -> None:
    """Half in January, half in July; own income partly in cash, brought to the bank the next day."""
    for mulai in (date(buku.tahun, 1, 2), date(buku.tahun, 7, 1)):
        for n in range(12):
            hari, satu = mulai + timedelta(days=n), (nilai / 24).quantize(Decimal(1))
            tunai = kunci.sumber_dana == "PAD" and n % 3 == 0
            media = TUNAI if tunai else DI_BANK
            nomor = buku.dokumen(TBP, hari, f"Penerimaan {kunci.rekening} ke-{n + 1}", satu, media=media,
                                 rekening_id=None if tunai else buku.bank, pihak_nama="Kas Daerah")  # fmt: skip
            anak = buku.tambah(BarisDokumen, **_baris(nomor, kunci, satu))
            buku.gerak(nomor, hari, R_TERIMA, media, satu, masuk=True, kunci=kunci, uraian="Penerimaan", baris_id=anak)
            if tunai:
                _pindah(buku, STS, hari + timedelta(days=1), satu, TUNAI, DI_BANK)


def _pindah(buku: Buku, jenis: str, hari: date, nilai: Decimal, dari: str, ke: str) -> None:
    nomor = buku.dokumen(jenis, hari, "Setor tunai ke bank" if ke == DI_BANK else "Ambil tunai", nilai, media=dari)
    buku.gerak(nomor, hari, R_MUTASI, dari, nilai, masuk=False, uraian="Mutasi")
    buku.gerak(nomor, hari, R_MUTASI, ke, nilai, masuk=True, uraian="Mutasi")


def _baris(dokumen: int, kunci: Kunci, nilai: Decimal, **lain: Any) -> dict[str, Any]:
    return {"dokumen_id": dokumen, "urut": 1, "kegiatan": kunci.kegiatan, "rekening": kunci.rekening,
            "sumber_dana": kunci.sumber_dana, "uraian": "Belanja", "nilai": nilai, "pihak_id": None, "pihak_nama": "",
            "bukti_nomor": "", "bukti_tanggal": None, **lain}  # fmt: skip


def _definitif(buku: Buku, hari: date, kunci: Kunci, nilai: Decimal, nama: str, ke: int,
               pajak: dict[tuple[int, str, str, str], Decimal]) -> None:  # fmt: skip
    """Gross out, taxes in, on the day of the CAIR; the SPP two days before."""
    siapa = buku.pihak[ke % len(buku.pihak)]
    potong = [("PPN", nilai // 10), ("PPH22", nilai // 70)] if ke % 3 == 0 else []
    lain = {"kegiatan": kunci.kegiatan, "pihak_id": siapa.id, "pihak_nama": siapa.nama, "pka_id": buku.pka,
            "cara": DEFINITIF, "potongan": sum((n for _, n in potong), NOL)}  # fmt: skip
    spp = buku.dokumen(SPP, hari - timedelta(days=2), f"Belanja {nama}"[:300], nilai, keadaan=DICAIRKAN, **lain)
    bukti = {"pihak_id": siapa.id, "pihak_nama": siapa.nama, "bukti_nomor": f"N-{ke}",
             "bukti_tanggal": hari - timedelta(days=3)}  # fmt: skip
    baris = buku.tambah(BarisDokumen, **_baris(spp, kunci, nilai, **bukti))
    cair = buku.dokumen(CAIR, hari, f"Belanja {nama}"[:300], nilai, induk_id=spp, **lain)
    buku.gerak(cair, hari, R_BELANJA, DI_BANK, nilai, masuk=False, kunci=kunci, uraian=f"Belanja {nama}"[:300],
               baris_id=baris)  # fmt: skip
    for kode, jumlah in potong:
        _potong(buku, spp, cair, hari, kunci, kode, jumlah, baris, DI_BANK, siapa.id, pajak)


def _potong(buku: Buku, pemilik: int, dokumen: int, hari: date, kunci: Kunci, kode: str, nilai: Decimal, baris: int,
            media: str, siapa: int | None, pajak: dict[tuple[int, str, str, str], Decimal]) -> None:  # fmt: skip
    anak = buku.tambah(PotonganDokumen, dokumen_id=pemilik, baris_id=baris, kode=kode, sumber_dana=kunci.sumber_dana,
                       dasar=nilai * 10, tarif=Decimal(11) if kode == "PPN" else Decimal("1.5"), nilai=nilai,
                       usulan=nilai, alasan="", pihak_id=siapa)  # fmt: skip
    buku.gerak(dokumen, hari, R_POTONGAN, media, nilai, masuk=True, kunci=("", "", kunci.sumber_dana), pajak=kode,
               uraian=f"Potongan {kode}", potongan_id=anak)  # fmt: skip
    if hari <= buku.sampai:
        pajak[hari.month, kode, kunci.sumber_dana, media] += nilai


def _panjar(buku: Buku, hari: date, kunci: Kunci, nilai: Decimal, nama: str, ke: int,
            pajak: dict[tuple[int, str, str, str], Decimal]) -> None:  # fmt: skip
    """Out to the PKA, accounted for a week later with what is left; in the last year some are still open."""
    lain = {"kegiatan": kunci.kegiatan, "pka_id": buku.pka, "cara": PANJAR}
    spp = buku.dokumen(SPP, hari - timedelta(days=2), f"Panjar {nama}"[:300], nilai, keadaan=DICAIRKAN, **lain)
    baris = buku.tambah(BarisDokumen, **_baris(spp, kunci, nilai))
    cair = buku.dokumen(CAIR, hari, f"Panjar {nama}"[:300], nilai, induk_id=spp, **lain)
    buku.gerak(cair, hari, R_PANJAR, DI_BANK, nilai, masuk=False, kunci=kunci, uraian=f"Panjar {nama}"[:300],
               baris_id=baris)  # fmt: skip
    if buku.terbuka and ke % 41 == 0:
        return
    akhir = hari + timedelta(days=7)
    pakai = (nilai * 95 / 100).quantize(Decimal(1))
    spj = buku.dokumen(SPJ, akhir, f"SPJ {nama}"[:300], pakai, induk_id=spp, keadaan=DISAHKAN, **lain)
    anak = buku.tambah(BarisDokumen, **_baris(spj, kunci, pakai, pihak_nama="Toko Melati", bukti_nomor=f"K-{ke}",
                                              bukti_tanggal=hari))  # fmt: skip
    buku.gerak(spj, akhir, R_BELANJA, DI_PANJAR, pakai, masuk=False, kunci=kunci, uraian=f"SPJ {nama}"[:300],
               baris_id=anak)  # fmt: skip
    if pakai < nilai:
        buku.gerak(spj, akhir, R_SISA, DI_BANK, nilai - pakai, masuk=True, kunci=kunci, uraian="Sisa panjar")
    if ke % 5 == 0:
        _potong(buku, spj, spj, akhir, kunci, "PPH21", pakai // 100, anak, TUNAI, None, pajak)


def _rutin(buku: Buku) -> None:
    """A little cash for the office each month, back at its end; interest of the bank with its tax."""
    for bulan in range(2, 13):
        hari = date(buku.tahun, bulan, 3)
        _pindah(buku, MUTASI, hari, Decimal(2_000_000), DI_BANK, TUNAI)
        _pindah(buku, MUTASI, hari + timedelta(days=20), Decimal(2_000_000), TUNAI, DI_BANK)
        akhir = date(buku.tahun, bulan, 28)
        nomor = buku.dokumen(BANK, akhir, "Bunga bank", Decimal("125000.75"))
        buku.gerak(nomor, akhir, R_TERIMA, DI_BANK, Decimal("125000.75"), masuk=True, uraian="Bunga bank",
                   kunci=("", "4.3.6.01", "DLL"))  # fmt: skip


def _setor(buku: Buku, pajak: dict[tuple[int, str, str, str], Decimal]) -> None:
    """On the tenth of the next month, one document per kind; December's stay owed."""
    for (bulan, kode), isi in sorted(_per_jenis(pajak)):
        if bulan == 12:
            continue
        hari, jumlah = date(buku.tahun, bulan + 1, 10), sum((n for *_, n in isi), NOL)
        nomor = buku.dokumen(SETOR, hari, f"Setor {kode} bulan {bulan}", jumlah, billing=f"8{buku.tahun}{bulan:02d}",
                             ntpn=f"{buku.tahun}{bulan:02d}{kode:0>10}"[:16])  # fmt: skip
        for n, (dana, media, nilai) in enumerate(isi, start=1):
            anak = buku.tambah(BarisDokumen, **_baris(nomor, Kunci("", "", dana), nilai), pajak=kode) if n else 0
            buku.gerak(nomor, hari, R_SETOR, media, nilai, masuk=False, kunci=("", "", dana), pajak=kode,
                       uraian=f"Setor {kode}", baris_id=anak)  # fmt: skip


def _per_jenis(pajak: dict[tuple[int, str, str, str], Decimal]
               ) -> Iterator[tuple[tuple[int, str], list[tuple[str, str, Decimal]]]]:  # fmt: skip
    hasil: dict[tuple[int, str], list[tuple[str, str, Decimal]]] = defaultdict(list)
    for (bulan, kode, dana, media), nilai in sorted(pajak.items()):
        if nilai:
            hasil[bulan, kode].append((dana, media, nilai))
    yield from hasil.items()


def _tutup(tahun: int, sampai: int) -> None:
    """Close the months up to one, and the year after the twelfth."""
    bulan = [*range(1, sampai + 1), *([SETAHUN] if sampai == 12 else [])]
    db.session.add_all(BulanBuku(tahun=tahun, bulan=n, keadaan=BULAN_DISETUJUI, sidik="0" * 64, pada=sekarang(),
                                 oleh="Kepala Desa") for n in bulan)  # fmt: skip
    db.session.flush()
