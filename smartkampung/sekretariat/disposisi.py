"""Orders about incoming letters: given, read, passed on, done with a report, or withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from smartkampung.akun.models import Pengguna
from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.galat import GalatDomain, TidakBoleh, TidakDitemukan
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import sekarang
from smartkampung.sekretariat.lihat import pastikan_terlihat
from smartkampung.sekretariat.masuk import MasukTertutup, kunci_masuk
from smartkampung.sekretariat.models import BARU, BATAL, BERJALAN, SELESAI, Disposisi, SuratMasuk
from smartkampung.surat.catatan import Pelaku


class TanpaPenerima(GalatDomain):
    """Nobody was chosen, or somebody who cannot be."""

    pesan = "Pilih paling sedikit satu penerima dari daftar."
    medan = "kepada"


class SudahMemegang(GalatDomain):
    """The person has the letter already."""

    pesan = "%(nama)s sudah memegang disposisi surat ini yang belum selesai."
    medan = "kepada"


class TenggatLewat(GalatDomain):
    """A due date in the past."""

    pesan = "Tenggat paling cepat hari ini."
    medan = "tenggat"


class DisposisiTertutup(GalatDomain):
    """Done or withdrawn."""

    pesan = "Disposisi ini sudah %(keadaan)s."


class MasihDiteruskan(GalatDomain):
    """Others below are still at work."""

    pesan = "Masih ada disposisi terusan yang belum selesai: %(nama)s."


def daftar_penerima(kecuali: int) -> list[Pengguna]:
    """Who can be given an order: active accounts with the permission today, except oneself."""
    pilih = db.select(Pengguna).where(Pengguna.aktif, Pengguna.id != kecuali).order_by(Pengguna.nama)
    return [orang for orang in db.session.scalars(pilih) if orang.punya_izin("sekretariat.disposisi")]


def pegangan(masuk: SuratMasuk, pengguna: Pelaku) -> Disposisi | None:
    """The open order this user holds for a letter."""
    pilih = db.select(Disposisi).where(
        Disposisi.masuk_id == masuk.id, Disposisi.kepada_id == pengguna.id,
        Disposisi.selesai_pada.is_(None), Disposisi.ditarik_pada.is_(None),
    )  # fmt: skip
    return db.session.scalars(pilih.order_by(Disposisi.id).limit(1)).first()


def boleh_mendisposisi(masuk: SuratMasuk, pengguna: Pelaku) -> bool:
    """Whether this user may order: who holds an open order, or an officer who sees the whole agenda."""
    if masuk.keadaan == BATAL or not pengguna.punya_izin("sekretariat.disposisi"):
        return False
    return pengguna.punya_izin("sekretariat.lihat") or pegangan(masuk, pengguna) is not None


def disposisikan(masuk: SuratMasuk, kepada: Sequence[int], instruksi: str, tenggat: date | None, *,
                 oleh: Pelaku) -> list[Disposisi]:  # fmt: skip
    """Give or pass on an order to one or several people; the giver's own open order counts as read."""
    pastikan_terlihat(masuk, oleh)
    kunci_masuk(masuk)
    if masuk.keadaan == BATAL:
        raise MasukTertutup(keadaan=masuk.nama_keadaan.lower())
    if not boleh_mendisposisi(masuk, oleh):
        raise TidakBoleh()
    if tenggat is not None and tenggat < hari_desa():
        raise TenggatLewat()
    penerima = {orang.id: orang for orang in daftar_penerima(oleh.id)}
    if not kepada or not set(kepada) <= penerima.keys():
        raise TanpaPenerima()
    induk = pegangan(masuk, oleh)
    baru = [_satu(masuk, penerima[k], instruksi, tenggat, induk, oleh) for k in dict.fromkeys(kepada)]
    if induk is not None and induk.dibaca_pada is None:
        induk.dibaca_pada = sekarang()
    masuk.keadaan = BERJALAN
    db.session.flush()
    db.session.expire(masuk, ["disposisi"])
    return baru


def _satu(masuk: SuratMasuk, kepada: Pengguna, instruksi: str, tenggat: date | None, induk: Disposisi | None,
          oleh: Pelaku) -> Disposisi:  # fmt: skip
    if pegangan(masuk, kepada) is not None:
        raise SudahMemegang(nama=kepada.nama)
    baris = Disposisi(
        masuk_id=masuk.id, induk_id=induk.id if induk else None, dari_id=oleh.id, dari_nama=oleh.nama,
        kepada_id=kepada.id, kepada_nama=kepada.nama, instruksi=instruksi, tenggat=tenggat, dibuat_pada=sekarang(),
    )  # fmt: skip
    db.session.add(baris)
    db.session.flush()
    catat("sekretariat.didisposisikan", oleh=oleh, objek=("surat_masuk", masuk.id), kepada=kepada.nama,
          nomor=f"{masuk.nomor}/{masuk.tahun}", tenggat=tenggat)  # fmt: skip
    return baris


def _pegang(disposisi: Disposisi, *, milik: int, oleh: Pelaku) -> None:
    """Lock; TidakDitemukan unless it belongs to this user, DisposisiTertutup unless it is open."""
    periksa_izin(oleh, "sekretariat.disposisi")
    if milik != oleh.id:
        raise TidakDitemukan()
    kunci_masuk(disposisi.masuk)
    db.session.refresh(disposisi)
    if not disposisi.terbuka:
        raise DisposisiTertutup(keadaan=disposisi.lencana[0].lower())


def tandai_dibaca(disposisi: Disposisi, *, oleh: Pelaku) -> None:
    """The receiver has read it."""
    _pegang(disposisi, milik=disposisi.kepada_id, oleh=oleh)
    if disposisi.dibaca_pada is None:
        disposisi.dibaca_pada = sekarang()
        db.session.flush()


def selesaikan(disposisi: Disposisi, laporan: str, *, oleh: Pelaku) -> None:
    """Done, with a report; the letter is done when nothing of it is open."""
    _pegang(disposisi, milik=disposisi.kepada_id, oleh=oleh)
    bawah = [d.kepada_nama for d in disposisi.masuk.disposisi if d.induk_id == disposisi.id and d.terbuka]
    if bawah:
        raise MasihDiteruskan(nama=", ".join(bawah))
    disposisi.dibaca_pada = disposisi.dibaca_pada or sekarang()
    disposisi.selesai_pada, disposisi.laporan = sekarang(), laporan
    _rapikan(disposisi.masuk)
    catat("sekretariat.disposisi_selesai", oleh=oleh, objek=("surat_masuk", disposisi.masuk_id),
          nomor=f"{disposisi.masuk.nomor}/{disposisi.masuk.tahun}")  # fmt: skip


def tarik(disposisi: Disposisi, *, oleh: Pelaku) -> None:
    """The giver takes an order back that is not done; it stays on record."""
    _pegang(disposisi, milik=disposisi.dari_id, oleh=oleh)
    bawah = [d.kepada_nama for d in disposisi.masuk.disposisi if d.induk_id == disposisi.id and d.terbuka]
    if bawah:
        raise MasihDiteruskan(nama=", ".join(bawah))
    disposisi.ditarik_pada = sekarang()
    _rapikan(disposisi.masuk)
    catat("sekretariat.disposisi_ditarik", oleh=oleh, objek=("surat_masuk", disposisi.masuk_id),
          kepada=disposisi.kepada_nama, nomor=f"{disposisi.masuk.nomor}/{disposisi.masuk.tahun}")  # fmt: skip


def _rapikan(masuk: SuratMasuk) -> None:
    """The letter's state after an order ended: open orders, all done, or none left."""
    db.session.flush()
    if any(d.terbuka for d in masuk.disposisi):
        return
    masuk.keadaan = SELESAI if any(d.selesai_pada for d in masuk.disposisi) else BARU
    db.session.flush()
