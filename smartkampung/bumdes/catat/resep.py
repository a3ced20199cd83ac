"""From plain words to journals: what each kind of entry asks for, and which lines it becomes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from smartkampung.bumdes.buku import models as m
from smartkampung.bumdes.buku.konsep import Baris, Konsep, baris_dua
from smartkampung.bumdes.buku.konteks import Buku
from smartkampung.bumdes.buku.models import AkunBumdes
from smartkampung.bumdes.galat import IsianSalah
from smartkampung.bumdes.lembaga.models import EntitasBumdes

TUNAI, TEMPO = "tunai", "tempo"


@dataclass(frozen=True, slots=True)
class Isian:
    """What a person filled in."""

    entitas: EntitasBumdes
    tanggal: date
    jumlah: Decimal
    uraian: str
    kas: int | None = None
    kas_ke: int | None = None
    lawan: int | None = None
    cara: str = TUNAI
    arah: str = ""
    pihak_id: int | None = None
    ke: EntitasBumdes | None = None
    bukti: str = ""


@dataclass(frozen=True, slots=True)
class Resep:
    """One kind of entry: its name, what it asks, which accounts it offers, how it becomes journals."""

    kode: str
    judul: str
    ket: str
    ikon: str
    medan: tuple[str, ...]
    tanya_lawan: str
    lawan: Callable[[AkunBumdes], bool]
    susun: Callable[[Buku, Isian], list[Konsep]]
    arah: tuple[tuple[str, str], ...] = ()


def _wajib(nilai: int | None, kalimat: str, medan: str) -> int:
    if nilai is None:
        raise IsianSalah(apa=kalimat, medan=medan)
    return nilai


def _kas(isian: Isian) -> int:
    return _wajib(isian.kas, "Pilih kas atau rekeningnya.", "kas")


def _lawan(isian: Isian) -> int:
    return _wajib(isian.lawan, "Pilih salah satu dari daftar.", "lawan")


def _satu(isian: Isian, debit: int, kredit: int, *pihak_di: int) -> list[Konsep]:
    """One journal of two lines; the party stands on the accounts named."""
    baris = tuple(Baris(b.akun_id, b.debit, b.kredit, pihak_id=isian.pihak_id if b.akun_id in pihak_di else None)
                  for b in baris_dua(debit, kredit, isian.jumlah))  # fmt: skip
    return [Konsep(isian.entitas.id, isian.tanggal, isian.uraian, baris, bukti=isian.bukti)]


def _pertama(buku: Buku, peran: str) -> int:
    return next(a.id for a in buku.dengan_peran(peran) if a.jenis == "D" and a.aktif)


def _berpihak(buku: Buku, akun: int) -> tuple[int, ...]:
    return (akun,) if buku.akun[akun].peran in m.BUKU_PEMBANTU else ()


def _masuk(buku: Buku, i: Isian) -> list[Konsep]:
    return _satu(i, _kas(i), _lawan(i), *_berpihak(buku, _lawan(i)))


def _keluar(buku: Buku, i: Isian) -> list[Konsep]:
    return _satu(i, _lawan(i), _kas(i), *_berpihak(buku, _lawan(i)))


def _beli(buku: Buku, i: Isian) -> list[Konsep]:
    if i.cara == TUNAI:
        return _satu(i, _lawan(i), _kas(i))
    _wajib(i.pihak_id, "Tulis nama pemasoknya, supaya utangnya tercatat atas namanya.", "pihak")
    utang = _pertama(buku, m.UTANG)
    return _satu(i, _lawan(i), utang, utang)


def _jual(buku: Buku, i: Isian) -> list[Konsep]:
    if i.cara == TUNAI:
        return _satu(i, _kas(i), _lawan(i))
    _wajib(i.pihak_id, "Tulis nama pembelinya, supaya piutangnya tercatat atas namanya.", "pihak")
    piutang = _pertama(buku, m.PIUTANG)
    return _satu(i, piutang, _lawan(i), piutang)


def _terutang(buku: Buku, i: Isian) -> list[Konsep]:
    """An accrual: the cost belongs to this month, the money goes later."""
    _wajib(i.pihak_id, "Tulis kepada siapa dibayarkan nanti, supaya utangnya tercatat atas namanya.", "pihak")
    utang = _pertama(buku, m.UTANG)
    return _satu(i, _lawan(i), utang, utang)


def _hutang(buku: Buku, i: Isian) -> list[Konsep]:
    _wajib(i.pihak_id, "Tulis kepada siapa utangnya.", "pihak")
    if i.arah == "terima":
        return _satu(i, _kas(i), _lawan(i), _lawan(i))
    return _satu(i, _lawan(i), _kas(i), _lawan(i))


def _piutang(buku: Buku, i: Isian) -> list[Konsep]:
    _wajib(i.pihak_id, "Tulis siapa yang berutang.", "pihak")
    if i.arah == "beri":
        return _satu(i, _lawan(i), _kas(i), _lawan(i))
    return _satu(i, _kas(i), _lawan(i), _lawan(i))


def _pindah(buku: Buku, i: Isian) -> list[Konsep]:
    ke_kas = _wajib(i.kas_ke, "Pilih kas tujuannya.", "kas_ke")
    if i.ke is None or i.ke.id == i.entitas.id:
        if ke_kas == _kas(i):
            raise IsianSalah(apa="Kas asal dan tujuan sama.", medan="kas_ke")
        return _satu(i, ke_kas, _kas(i))
    return pindah_antar(buku, i, ke_kas)


def pindah_antar(buku: Buku, i: Isian, ke_kas: int) -> list[Konsep]:
    """Cash from one book to another: through the pusat when both are units."""
    assert i.ke is not None
    pusat = buku.bumdes.pusat
    rk_pusat = _pertama(buku, m.RK_PUSAT)
    hasil = []
    for unit, keluar in ((i.entitas, True), (i.ke, False)):
        kas = _kas(i) if keluar else ke_kas
        if unit.pusat:
            lain = i.ke if keluar else i.entitas
            rk = _wajib(lain.akun_rk_id, "Unit itu belum punya akun RK.", "ke")
        else:
            rk = rk_pusat
        sisi = baris_dua(rk, kas, i.jumlah) if keluar else baris_dua(kas, rk, i.jumlah)
        hasil.append(Konsep(unit.id, i.tanggal, i.uraian, sisi, bukti=i.bukti))
    if not i.entitas.pusat and not i.ke.pusat:
        asal, tujuan = i.entitas.akun_rk_id, i.ke.akun_rk_id
        hasil.append(Konsep(pusat.id, i.tanggal, i.uraian, baris_dua(
            _wajib(tujuan, "Unit itu belum punya akun RK.", "ke"),
            _wajib(asal, "Unit itu belum punya akun RK.", "entitas"), i.jumlah), bukti=i.bukti))  # fmt: skip
    return hasil


def _antar(buku: Buku, i: Isian) -> list[Konsep]:
    """One unit sells to another: income here, cost there, and what is paid or owed between them."""
    if i.ke is None or i.ke.id == i.entitas.id:
        raise IsianSalah(apa="Pilih unit pembelinya.", medan="ke")
    if i.arah == "lunas":
        return _antar_lunas(buku, i)
    beban = _wajib(i.kas_ke, "Pilih beban atau barangnya di unit pembeli.", "kas_ke")
    penjual, pembeli = partial(Baris, unit_lawan_id=i.ke.id), partial(Baris, unit_lawan_id=i.entitas.id)
    if i.cara == TUNAI:
        jual = (Baris(_kas(i), debit=i.jumlah), penjual(_lawan(i), kredit=i.jumlah))
        beli = (pembeli(beban, debit=i.jumlah), Baris(_kas(i), kredit=i.jumlah))
    else:
        jual = (penjual(_pertama(buku, m.PIUTANG), debit=i.jumlah),
                penjual(_lawan(i), kredit=i.jumlah))  # fmt: skip
        beli = (pembeli(beban, debit=i.jumlah),
                pembeli(_pertama(buku, m.UTANG), kredit=i.jumlah))  # fmt: skip
    return [Konsep(i.entitas.id, i.tanggal, i.uraian, jual, bukti=i.bukti),
            Konsep(i.ke.id, i.tanggal, i.uraian, beli, bukti=i.bukti)]  # fmt: skip


def _antar_lunas(buku: Buku, i: Isian) -> list[Konsep]:
    """The buying unit pays what it owes the selling one."""
    assert i.ke is not None
    terima = (Baris(_kas(i), debit=i.jumlah), Baris(_pertama(buku, m.PIUTANG), kredit=i.jumlah, unit_lawan_id=i.ke.id))
    bayar = (Baris(_pertama(buku, m.UTANG), debit=i.jumlah, unit_lawan_id=i.entitas.id),
             Baris(_kas(i), kredit=i.jumlah))  # fmt: skip
    return [Konsep(i.entitas.id, i.tanggal, i.uraian, terima, bukti=i.bukti),
            Konsep(i.ke.id, i.tanggal, i.uraian, bayar, bukti=i.bukti)]  # fmt: skip


def _adalah(*kelompok: str, peran: Sequence[str] = (), kecuali: Sequence[str] = ()) -> Callable[[AkunBumdes], bool]:
    return lambda a: (a.kelompok in kelompok or a.peran in peran) and a.peran not in kecuali


_MODAL = (m.MODAL_DESA, m.MODAL_WARGA, m.DONASI)
BIAYA = ("BEBAN", "BEBAN_LAIN", "BEBAN_PAJAK")
RESEP = {r.kode: r for r in (
    Resep("jual", "Jual", "Barang atau jasa terjual, tunai atau belum dibayar.", "uang",
          ("jumlah", "cara", "lawan", "kas", "pihak"), "Apa yang dijual?", _adalah("PENDAPATAN"), _jual),
    Resep("beli", "Beli", "Barang dagangan, perlengkapan, atau alat; tunai atau utang.", "usaha",
          ("jumlah", "cara", "lawan", "kas", "pihak"), "Apa yang dibeli?",
          lambda a: a.peran in (m.PERSEDIAAN, m.ASET, m.DIMUKA) or a.kode.startswith("1.1.06") or a.kelompok == "BEBAN",
          _beli),
    Resep("masuk", "Uang masuk", "Uang diterima selain dari penjualan: modal, bunga, titipan, dan lain-lain.", "unduh",
          ("jumlah", "lawan", "kas", "pihak"), "Uang dari mana?",
          _adalah("PENDAPATAN_LAIN", "PENDAPATAN", "KEWAJIBAN", peran=(*_MODAL, m.PIUTANG)), _masuk),
    Resep("keluar", "Uang keluar", "Bayar gaji, listrik, pajak, bunga, dan beban lain.", "unggah",
          ("jumlah", "lawan", "kas", "pihak"), "Uang untuk apa?",
          _adalah(*BIAYA, "KEWAJIBAN", peran=(m.DIMUKA,)), _keluar),
    Resep("terutang", "Beban belum dibayar", "Beban bulan ini yang uangnya keluar nanti: gaji, listrik, sewa. Saat "
          "dibayar, catat di Utang.", "jam", ("jumlah", "lawan", "pihak"), "Beban apa?", _adalah(*BIAYA), _terutang),
    Resep("pindah", "Pindah uang", "Dari kas ke bank, atau antara pusat dan unit. Kedua buku tercatat sekaligus.",
          "ulang", ("jumlah", "kas", "ke", "kas_ke"), "", lambda a: False, _pindah),
    Resep("hutang", "Utang", "Menerima pinjaman, atau membayar utang.", "dompet",
          ("arah", "jumlah", "lawan", "pihak", "kas"), "Utang yang mana?", _adalah(peran=(m.UTANG, m.UTANG_HASIL)),
          _hutang, (("bayar", "Membayar utang"), ("terima", "Menerima pinjaman"))),
    Resep("piutang", "Piutang", "Pelanggan melunasi, atau memberi pinjaman.", "orang",
          ("arah", "jumlah", "lawan", "pihak", "kas"), "Piutang yang mana?", _adalah(peran=(m.PIUTANG,)), _piutang,
          (("lunas", "Menerima pelunasan"), ("beri", "Memberi pinjaman"))),
    Resep("antar", "Antar unit", "Satu unit menjual kepada unit lain. Tercatat di kedua buku, dan saling hapus di "
          "laporan gabungan.", "keluarga", ("arah", "jumlah", "cara", "lawan", "ke", "kas_ke", "kas"),
          "Pendapatan unit penjual", _adalah("PENDAPATAN"), _antar,
          (("jual", "Menjual kepada unit lain"), ("lunas", "Menerima pelunasan dari unit lain"))),
)}  # fmt: skip
