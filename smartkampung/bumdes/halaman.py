"""What the pages of this area share: the enterprise of the address, its books, days of the address, papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Response, render_template, request
from flask_login import current_user

from smartkampung.bumdes.akses import boleh, entitas_terlihat, entitas_tulis, melihat_seluruh, pastikan_terlihat
from smartkampung.bumdes.lembaga.models import BENDAHARA as JABATAN_BENDAHARA
from smartkampung.bumdes.lembaga.models import DIREKTUR, Bumdes, EntitasBumdes
from smartkampung.bumdes.lembaga.models import PENGAWAS as JABATAN_PENGAWAS
from smartkampung.desa.queries import logo, profil
from smartkampung.extensions import db
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.lembar import Lembar
from smartkampung.inti.pdf import Kertas, KopSurat, TandaTangan, pdf_lembar
from smartkampung.inti.tanggal import Periode, sekarang, tanggal_panjang
from smartkampung.inti.web import kirim_pdf, unduh
from smartkampung.inti.xlsx import buku_ke_bytes

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KOSONG = "(…………………………)"
BATAS_XLSX = 60_000


def ambil(bumdes_id: int) -> Bumdes:
    """The enterprise of the address, when it is this user's to see."""
    return pastikan_terlihat(db.session.get(Bumdes, bumdes_id), current_user)


def ambil_entitas(bumdes: Bumdes, entitas_id: int | None) -> EntitasBumdes:
    """A book of this enterprise this user may look into; the first one when none is named."""
    terlihat = entitas_terlihat(bumdes, current_user)
    if entitas_id is None and terlihat:
        return terlihat[0]
    for e in terlihat:
        if e.id == entitas_id:
            return e
    raise TidakDitemukan()


def pilihan_entitas(bumdes: Bumdes, *, gabungan: bool = False) -> list[tuple[str, str]]:
    """The books for a select, with "semua" in front for who sees all."""
    depan = [("", "Konsolidasi")] if gabungan and melihat_seluruh(bumdes, current_user) else []
    return depan + [(str(e.id), e.nama) for e in entitas_terlihat(bumdes, current_user)]


def entitas_dipilih(bumdes: Bumdes, *, gabungan: bool = True) -> tuple[list[EntitasBumdes], EntitasBumdes | None]:
    """(books, the one that was chosen or None for all of them) by `?entitas=`."""
    ke = request.values.get("entitas", type=int)
    if ke is None and gabungan and melihat_seluruh(bumdes, current_user):
        return list(bumdes.entitas), None
    satu = ambil_entitas(bumdes, ke)
    return [satu], satu


def hari_dari(nama: str, bawaan: date) -> date:
    """A day of the address, the default when it is none."""
    try:
        hari = date.fromisoformat(request.values.get(nama, ""))
    except ValueError:
        return bawaan
    return hari if 1990 <= hari.year <= 2200 else bawaan


def bulan_dari(nama: str = "bulan", bawaan: Periode | None = None) -> Periode:
    """A month of the address."""
    try:
        return Periode.baca(request.values.get(nama, ""))
    except ValueError:
        return bawaan or Periode.dari(hari_desa())


def tampilkan(templat: str, bumdes: Bumdes, **isi: Any) -> str:
    """Render a page inside an enterprise."""
    return render_template(templat, **konteks(bumdes), **isi)


def konteks(bumdes: Bumdes) -> dict[str, Any]:
    """What the frame of this area reads."""
    return {"bumdes": bumdes, "boleh": lambda izin, e=None: boleh(current_user, izin, bumdes.id, e),
            "unit_tulis": entitas_tulis(bumdes, current_user), "seluruh": melihat_seluruh(bumdes, current_user)}


# --- paper ----------------------------------------------------------------------------------------


def kop_bumdes(bumdes: Bumdes) -> KopSurat:
    """The head of the enterprise's own papers."""
    desa, gambar = profil(), logo()
    kontak = " · ".join(x for x in (f"Telepon {bumdes.telepon}" if bumdes.telepon else "", bumdes.email) if x)
    hukum = f"Badan hukum {bumdes.badan_hukum}" if bumdes.badan_hukum else ""
    return KopSurat(
        atas=(f"{bumdes.nama_jenis.upper()}", desa.nama_lengkap.upper()), nama=bumdes.nama.upper(),
        alamat="\n".join(x for x in (bumdes.alamat, kontak, hukum) if x), logo=gambar[0] if gambar else None)


def nama_organ(bumdes: Bumdes, jabatan: str, entitas_id: int | None = None) -> str:
    """Who holds an office today; dots where nobody does."""
    hari = hari_desa()
    return next((o.nama for o in bumdes.organ if o.jabatan == jabatan and o.berlaku(hari)
                 and (entitas_id is None or o.entitas_id == entitas_id)), KOSONG)  # fmt: skip


def tanda_tangan(bumdes: Bumdes) -> tuple[TandaTangan, ...]:
    """Bendahara, direktur, pengawas, as the statements carry them."""
    tempat = f"{profil().nama}, {tanggal_panjang(hari_desa())}"
    return (
        TandaTangan(("Diperiksa oleh", "Pengawas"), nama_organ(bumdes, JABATAN_PENGAWAS)),
        TandaTangan(("Disetujui oleh", "Direktur"), nama_organ(bumdes, DIREKTUR)),
        TandaTangan((tempat, "Bendahara"), nama_organ(bumdes, JABATAN_BENDAHARA)),
    )


def kertas_desa() -> Kertas:
    """The paper the village prints on."""
    return "a4" if profil().kertas.lower() == "a4" else "f4"


def kirim_lembar_pdf(bumdes: Bumdes, lembar: Lembar, nama: str, *, mendatar: bool = True) -> Response:
    """A sheet on paper."""
    data = pdf_lembar(lembar, kop_bumdes(bumdes), pada=sekarang(), kertas=kertas_desa(), mendatar=mendatar,
                      tanda_tangan=tanda_tangan(bumdes))  # fmt: skip
    return kirim_pdf(data, nama)


def kirim_lembar_xlsx(lembar: Sequence[Lembar], nama: str) -> Response:
    """Sheets as a workbook."""
    return unduh(buku_ke_bytes(lembar), nama, XLSX)
