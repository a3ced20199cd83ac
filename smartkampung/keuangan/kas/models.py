"""Tables of cash: bank accounts, parties, documents with lines, deductions and papers, the journal, its months."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas
from smartkampung.inti.db import PecahanKolom, RupiahKolom, beku_bersama, hanya_tambah, kolom_beku
from smartkampung.inti.uang import NOL

# Kinds of documents, and the word their number carries.
SPP, CAIR, SPJ, TBP, STS, MUTASI, BANK, SETOR, AWAL, KOREKSI = (
    "spp", "cair", "spj", "tbp", "sts", "mutasi", "bank", "setor", "awal", "koreksi")  # fmt: skip
NAMA_DOKUMEN = {SPP: "SPP", CAIR: "Bukti pencairan", SPJ: "SPJ", TBP: "TBP", STS: "STS", MUTASI: "Mutasi kas",
                BANK: "Bunga dan biaya bank", SETOR: "Setoran pajak", AWAL: "Saldo awal",
                KOREKSI: "Koreksi"}  # fmt: skip
SEBUTAN = {SPP: "SPP", CAIR: "CAIR", SPJ: "SPJ", TBP: "TBP", STS: "STS", MUTASI: "MUT", BANK: "BANK", SETOR: "PJK",
           AWAL: "AWAL", KOREKSI: "KOR"}  # fmt: skip

# How an SPP is paid; the letters are those of Siskeudes (Jn_SPP).
PANJAR, DEFINITIF, PEMBIAYAAN = "panjar", "definitif", "pembiayaan"
CARA_SPP = {PANJAR: "Panjar", DEFINITIF: "Definitif", PEMBIAYAAN: "Pembiayaan"}

DRAF, DIAJUKAN, DIVERIFIKASI, DISETUJUI = "draf", "diajukan", "diverifikasi", "disetujui"
DICAIRKAN, DISAHKAN, DIBUKUKAN, DIBATALKAN = "dicairkan", "disahkan", "dibukukan", "dibatalkan"
NAMA_KEADAAN = {DRAF: "Draf", DIAJUKAN: "Diajukan", DIVERIFIKASI: "Diverifikasi", DISETUJUI: "Disetujui",
                DICAIRKAN: "Dicairkan", DISAHKAN: "Disahkan", DIBUKUKAN: "Dibukukan",
                DIBATALKAN: "Dibatalkan"}  # fmt: skip
RUPA_KEADAAN = {DRAF: "diam", DIAJUKAN: "tunggu", DIVERIFIKASI: "jalan", DISETUJUI: "jalan", DICAIRKAN: "baik",
                DISAHKAN: "baik", DIBUKUKAN: "baik", DIBATALKAN: "buruk"}  # fmt: skip

# Where a row of the journal stands. Only bank and tunai are cash; `di_panjar` is money that left as an advance,
# `barang` is a gift in kind and what it was used for, `awal` splits an opening balance by what it is.
DI_BANK, TUNAI, DI_PANJAR, BARANG, MEDIA_AWAL = "bank", "tunai", "panjar", "barang", "awal"
MEDIA = {DI_BANK: "Bank", TUNAI: "Tunai", DI_PANJAR: "Dari panjar", BARANG: "Barang dan jasa", MEDIA_AWAL: "Saldo awal"}
KAS = (DI_BANK, TUNAI)

# What a row is; see `saldo.py` for what each moves.
R_SALDO, R_SILPA, R_PAJAK_AWAL = "saldo_awal", "silpa", "pajak_awal"
R_TERIMA, R_BELANJA, R_PANJAR, R_SISA = "terima", "belanja", "panjar", "sisa"
R_POTONGAN, R_SETOR, R_MUTASI = "potongan", "setor", "mutasi"
JENIS_BARIS = {R_SALDO: "Saldo awal", R_SILPA: "SiLPA tahun lalu", R_PAJAK_AWAL: "Utang pajak tahun lalu",
               R_TERIMA: "Penerimaan", R_BELANJA: "Belanja", R_PANJAR: "Panjar", R_SISA: "Sisa panjar",
               R_POTONGAN: "Potongan pajak", R_SETOR: "Setoran pajak", R_MUTASI: "Mutasi"}  # fmt: skip

TERBUKA, DITUTUP, BULAN_DIVERIFIKASI, BULAN_DISETUJUI = "terbuka", "ditutup", "diverifikasi", "disetujui"
SETAHUN = 0  # the row of the year itself in `bulan_buku`


class RekeningBank(db.Model):
    """A bank account of the village treasury (rekening kas desa)."""

    __tablename__ = "rekening_bank"
    __table_args__ = (UniqueConstraint("nomor"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bank: Mapped[str] = mapped_column(String(80))
    nomor: Mapped[str] = mapped_column(String(40))
    atas_nama: Mapped[str] = mapped_column(String(120), default="")
    utama: Mapped[bool] = mapped_column(default=False)  # the one that is proposed
    aktif: Mapped[bool] = mapped_column(default=True)
    sumber: Mapped[str | None] = mapped_column(String(80), unique=True)  # its code where it was imported from

    @property
    def sebutan(self) -> str:
        """`Bank Jatim 0012345678`."""
        return f"{self.bank} {self.nomor}"


BADAN, PERORANGAN = "badan", "perorangan"
JENIS_PIHAK = {BADAN: "Badan usaha", PERORANGAN: "Orang pribadi"}
KONSTRUKSI = {"": "Bukan pelaksana konstruksi", "kecil": "Sertifikat kecil atau perorangan",
              "lain": "Sertifikat menengah atau besar", "tanpa": "Tanpa sertifikat"}  # fmt: skip


class Pihak(db.Model):
    """Whom the village pays, or who pays the village: the profile its taxes follow from (K-PJK-01)."""

    __tablename__ = "pihak_keuangan"
    __table_args__ = (
        UniqueConstraint("nama", "npwp"),
        CheckConstraint("suket_mulai IS NULL OR suket_sampai IS NULL OR suket_sampai >= suket_mulai", name="suket"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    nama: Mapped[str] = mapped_column(String(120))
    jenis: Mapped[str] = mapped_column(String(12), default=BADAN)
    npwp: Mapped[str] = mapped_column(String(22), default="")
    pkp: Mapped[bool] = mapped_column(default=False)
    suket_nomor: Mapped[str] = mapped_column(String(60), default="")  # surat keterangan PP 55/2022
    suket_mulai: Mapped[date | None]
    suket_sampai: Mapped[date | None]
    konstruksi: Mapped[str] = mapped_column(String(8), default="")
    alamat: Mapped[str] = mapped_column(String(200), default="")
    telepon: Mapped[str] = mapped_column(String(30), default="")
    bank: Mapped[str] = mapped_column(String(80), default="")
    nomor_rekening: Mapped[str] = mapped_column(String(40), default="")
    atas_nama: Mapped[str] = mapped_column(String(120), default="")
    aktif: Mapped[bool] = mapped_column(default=True)
    versi: Mapped[int] = mapped_column(default=1)


class RencanaPenerimaan(db.Model):
    """Income that is expected: typed by a person, or announced by another area (`sumber` is its key, so it comes once).

    It is a draft and moves nothing; the TBP that receives it names it.
    """

    __tablename__ = "rencana_penerimaan"
    __table_args__ = (UniqueConstraint("sumber"), CheckConstraint("nilai > 0", name="nilai"))

    id: Mapped[int] = mapped_column(primary_key=True)
    tahun: Mapped[int] = mapped_column(index=True)
    tanggal: Mapped[date]  # when it is expected
    rekening: Mapped[str] = mapped_column(String(20))
    sumber_dana: Mapped[str] = mapped_column(String(6))
    uraian: Mapped[str] = mapped_column(String(300))
    nilai: Mapped[Decimal] = mapped_column(RupiahKolom)
    dasar: Mapped[str] = mapped_column(String(120), default="")  # the document it rests on
    batal: Mapped[bool] = mapped_column(default=False)
    alasan: Mapped[str] = mapped_column(String(300), default="")
    sumber: Mapped[str | None] = mapped_column(String(80))
    dibuat_pada: Mapped[datetime]
    dibuat_oleh: Mapped[str] = mapped_column(String(120))


class DokumenKas(db.Model):
    """One document of the treasury. Which columns it uses depends on its kind.

    `nomor` counts per kind and year without gaps; `nomor_teks` is how it was printed. `induk_id` is what it belongs
    to: the SPP of a CAIR or an SPJ, the document a KOREKSI reverses. `nilai` is gross. It is locked, with its lines,
    once it is posted (`terkunci_pada`). `sumber` is the key of the imported fact, so that it comes once.
    """

    __tablename__ = "dokumen_kas"
    __table_args__ = (
        UniqueConstraint("tahun", "jenis", "nomor"),
        UniqueConstraint("sumber"),
        CheckConstraint("nilai >= 0 AND potongan >= 0", name="nilai"),
        Index("ix_dokumen_kas_jenis", "tahun", "jenis", "keadaan"),
        Index("ix_dokumen_kas_keadaan", "keadaan", "jenis"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tahun: Mapped[int]
    jenis: Mapped[str] = mapped_column(String(8))
    cara: Mapped[str] = mapped_column(String(12), default="")  # of an SPP
    nomor: Mapped[int | None]
    nomor_teks: Mapped[str | None] = mapped_column(String(60))
    tanggal: Mapped[date]
    keadaan: Mapped[str] = mapped_column(String(14), default=DRAF)
    uraian: Mapped[str] = mapped_column(String(300), default="")
    kegiatan: Mapped[str] = mapped_column(String(10), default="", index=True)
    media: Mapped[str] = mapped_column(String(8), default="")
    rekening_id: Mapped[int | None] = mapped_column(ForeignKey("rekening_bank.id"))
    tujuan_id: Mapped[int | None] = mapped_column(ForeignKey("rekening_bank.id"))  # mutasi between accounts, STS
    pihak_id: Mapped[int | None] = mapped_column(ForeignKey("pihak_keuangan.id"), index=True)
    pihak_nama: Mapped[str] = mapped_column(String(120), default="")  # as printed: penyetor, penerima
    pihak_alamat: Mapped[str] = mapped_column(String(200), default="")
    nilai: Mapped[Decimal] = mapped_column(RupiahKolom, default=NOL)
    potongan: Mapped[Decimal] = mapped_column(RupiahKolom, default=NOL)
    induk_id: Mapped[int | None] = mapped_column(ForeignKey("dokumen_kas.id"), index=True)
    rencana_id: Mapped[int | None] = mapped_column(ForeignKey("rencana_penerimaan.id"), index=True)
    alasan: Mapped[str] = mapped_column(String(300), default="")  # why it came back, was voided, corrects another
    billing: Mapped[str] = mapped_column(String(20), default="")
    ntpn: Mapped[str | None] = mapped_column(String(16), unique=True)
    pka_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"), index=True)
    sumber: Mapped[str | None] = mapped_column(String(120))
    versi: Mapped[int] = mapped_column(default=1)
    terkunci_pada: Mapped[datetime | None]
    dibuat_pada: Mapped[datetime]
    dibuat_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"))
    dibuat_oleh: Mapped[str] = mapped_column(String(120))

    induk: Mapped[DokumenKas | None] = relationship(remote_side=[id], lazy="select")
    pihak: Mapped[Pihak | None] = relationship(lazy="select")
    rekening_bank: Mapped[RekeningBank | None] = relationship(foreign_keys=[rekening_id], lazy="select")

    @property
    def sebutan(self) -> str:
        """Its number, or `SPP draf`."""
        return self.nomor_teks or f"{NAMA_DOKUMEN[self.jenis]} draf"

    @property
    def neto(self) -> Decimal:
        """What is paid after deductions."""
        return self.nilai - self.potongan

    @property
    def lencana(self) -> tuple[str, str]:
        """The state as (word, look)."""
        if self.keadaan == DRAF and self.alasan:
            return "Dikembalikan", "buruk"
        return NAMA_KEADAAN[self.keadaan], RUPA_KEADAAN[self.keadaan]

    @property
    def bisa_ditulis(self) -> bool:
        """Whether its lines may be changed."""
        return self.keadaan == DRAF and self.terkunci_pada is None


class BarisDokumen(db.Model):
    """One line of a document under its budget key; of a SETOR the kind of tax instead (`pajak`)."""

    __tablename__ = "dokumen_kas_baris"
    __table_args__ = (
        CheckConstraint("nilai >= 0", name="nilai"),
        Index("ix_dokumen_kas_baris_kunci", "kegiatan", "rekening", "sumber_dana"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dokumen_id: Mapped[int] = mapped_column(ForeignKey("dokumen_kas.id", ondelete="CASCADE"), index=True)
    urut: Mapped[int]
    kegiatan: Mapped[str] = mapped_column(String(10), default="")
    rekening: Mapped[str] = mapped_column(String(20), default="")
    sumber_dana: Mapped[str] = mapped_column(String(6), default="")
    pajak: Mapped[str] = mapped_column(String(20), default="")
    uraian: Mapped[str] = mapped_column(String(300), default="")
    nilai: Mapped[Decimal] = mapped_column(RupiahKolom)
    objek_pajak: Mapped[str] = mapped_column(String(12), default="")  # barang, jasa, …: what taxes are proposed from
    pihak_id: Mapped[int | None] = mapped_column(ForeignKey("pihak_keuangan.id"))
    pihak_nama: Mapped[str] = mapped_column(String(120), default="")
    bukti_nomor: Mapped[str] = mapped_column(String(60), default="")
    bukti_tanggal: Mapped[date | None]

    pihak: Mapped[Pihak | None] = relationship(lazy="select")


class PotonganDokumen(db.Model):
    """A tax withheld from a line. `usulan` is what the program proposed; another figure has a reason (K-PJK-01)."""

    __tablename__ = "dokumen_kas_potongan"
    __table_args__ = (CheckConstraint("nilai >= 0 AND dasar >= 0", name="nilai"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dokumen_id: Mapped[int] = mapped_column(ForeignKey("dokumen_kas.id", ondelete="CASCADE"), index=True)
    baris_id: Mapped[int | None] = mapped_column(ForeignKey("dokumen_kas_baris.id", ondelete="CASCADE"))
    kode: Mapped[str] = mapped_column(String(20), index=True)
    sumber_dana: Mapped[str] = mapped_column(String(6))
    dasar: Mapped[Decimal] = mapped_column(RupiahKolom)  # dasar pengenaan
    tarif: Mapped[Decimal] = mapped_column(PecahanKolom)  # percent
    nilai: Mapped[Decimal] = mapped_column(RupiahKolom)
    usulan: Mapped[Decimal | None] = mapped_column(RupiahKolom)
    alasan: Mapped[str] = mapped_column(String(200), default="")
    pihak_id: Mapped[int | None] = mapped_column(ForeignKey("pihak_keuangan.id"), index=True)

    pihak: Mapped[Pihak | None] = relationship(lazy="select")


class LampiranKas(db.Model):
    """A photo or PDF behind a document; `syarat` is the paper it is (kuitansi, nota, foto, …)."""

    __tablename__ = "dokumen_kas_lampiran"

    id: Mapped[int] = mapped_column(primary_key=True)
    dokumen_id: Mapped[int] = mapped_column(ForeignKey("dokumen_kas.id", ondelete="CASCADE"), index=True)
    syarat: Mapped[str] = mapped_column(String(30))
    berkas_id: Mapped[int] = mapped_column(ForeignKey("berkas.id"), index=True)
    pada: Mapped[datetime]
    oleh: Mapped[str] = mapped_column(String(120))

    berkas: Mapped[Berkas] = relationship(lazy="select")


class JurnalKas(db.Model):
    """One row of the one cash journal. Rows are only added; a mistake is reversed by a row that names it.

    Exactly one of `masuk` and `keluar` holds an amount. A reversal has the sides of its row exchanged.
    """

    __tablename__ = "jurnal_kas"
    __table_args__ = (
        UniqueConstraint("membalik_id"),
        CheckConstraint("masuk >= 0 AND keluar >= 0 AND (masuk = 0) != (keluar = 0)", name="satu_sisi"),
        CheckConstraint("(media = 'bank') = (rekening_id IS NOT NULL)", name="rekening"),
        Index("ix_jurnal_kas_tanggal", "tahun", "tanggal", "id"),
        Index("ix_jurnal_kas_kunci", "tahun", "kegiatan", "rekening", "sumber_dana"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tahun: Mapped[int]
    tanggal: Mapped[date]
    dokumen_id: Mapped[int] = mapped_column(ForeignKey("dokumen_kas.id"), index=True)
    jenis: Mapped[str] = mapped_column(String(12))
    media: Mapped[str] = mapped_column(String(8))
    rekening_id: Mapped[int | None] = mapped_column(ForeignKey("rekening_bank.id"))
    kegiatan: Mapped[str] = mapped_column(String(10), default="")
    rekening: Mapped[str] = mapped_column(String(20), default="")
    sumber_dana: Mapped[str] = mapped_column(String(6), default="")
    pajak: Mapped[str] = mapped_column(String(20), default="")
    uraian: Mapped[str] = mapped_column(String(300))
    masuk: Mapped[Decimal] = mapped_column(RupiahKolom, default=NOL)
    keluar: Mapped[Decimal] = mapped_column(RupiahKolom, default=NOL)
    baris_id: Mapped[int | None] = mapped_column(ForeignKey("dokumen_kas_baris.id"))
    potongan_id: Mapped[int | None] = mapped_column(ForeignKey("dokumen_kas_potongan.id"))
    membalik_id: Mapped[int | None] = mapped_column(ForeignKey("jurnal_kas.id"))
    pada: Mapped[datetime]
    oleh: Mapped[str] = mapped_column(String(120))

    dokumen: Mapped[DokumenKas] = relationship(lazy="select")


class BulanBuku(db.Model):
    """A month of the books that is no longer open, or (bulan 0) a closed year; an open one has no row.

    `sidik` is the SHA-256 over the journal of the month when it was closed.
    """

    __tablename__ = "bulan_buku"

    tahun: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    bulan: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    keadaan: Mapped[str] = mapped_column(String(14))
    sidik: Mapped[str] = mapped_column(String(64), default="")
    catatan: Mapped[str] = mapped_column(String(500), default="")  # differences that were explained
    pada: Mapped[datetime]
    oleh: Mapped[str] = mapped_column(String(120))


hanya_tambah("jurnal_kas")
kolom_beku("dokumen_kas", "nomor", "nomor_teks", "tahun", "jenis")
beku_bersama("dokumen_kas", "id", "dokumen_kas", "terkunci_pada")
for _tabel in ("dokumen_kas_baris", "dokumen_kas_potongan"):
    beku_bersama(_tabel, "dokumen_id", "dokumen_kas", "terkunci_pada")
