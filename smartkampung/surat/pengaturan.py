"""The choices a village makes about its letters: paraf, number pattern, kinds that are served."""

from __future__ import annotations

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.izin import periksa_izin
from smartkampung.surat.catatan import Pelaku
from smartkampung.surat.models import JenisSurat, PengaturanSurat

POLA_BAWAAN = "[klasifikasi]/[nomor]/[kode_desa]/[bulan_romawi]/[tahun]"


def pengaturan_surat() -> PengaturanSurat:
    """The village's choices; the defaults before anybody chose."""
    return db.session.get(PengaturanSurat, 1) or PengaturanSurat(
        id=1, pakai_paraf=False, pola_nomor=POLA_BAWAAN, kode_unit="", hari_tautan=7
    )


def atur(*, pakai_paraf: bool, oleh: Pelaku) -> None:
    """Change the choices (how numbers run and are printed: `nomor`)."""
    periksa_izin(oleh, "surat.atur")
    isi = pengaturan_surat()
    apa = [kata for kata, lama, baru in (("paraf", isi.pakai_paraf, pakai_paraf),) if lama != baru]
    isi.pakai_paraf = pakai_paraf
    db.session.add(isi)
    db.session.flush()
    if apa:
        catat("surat.pengaturan_diubah", oleh=oleh, apa=", ".join(apa))


def atur_jenis(jenis: JenisSurat, *, klasifikasi: str, janji_menit: int, aktif: bool, oleh: Pelaku) -> None:
    """Change what a village may decide about a kind; letters already issued keep their numbers."""
    periksa_izin(oleh, "surat.atur")
    baru = {"klasifikasi": klasifikasi, "janji_menit": janji_menit, "aktif": aktif}
    apa = [nama.replace("_", " ") for nama, nilai in baru.items() if getattr(jenis, nama) != nilai]
    for nama, nilai in baru.items():
        setattr(jenis, nama, nilai)
    db.session.flush()
    if apa:
        catat(
            "surat.jenis_diubah",
            oleh=oleh,
            objek=("jenis_surat", jenis.id),
            jenis=jenis.nama,
            apa=", ".join(apa),
        )


def layani(dipilih: set[int], *, oleh: Pelaku) -> int:
    """Serve exactly these kinds (ids of newest versions); answer how many changed."""
    periksa_izin(oleh, "surat.atur")
    berubah = [
        jenis
        for jenis in db.session.scalars(db.select(JenisSurat).filter_by(terbaru=True))
        if jenis.aktif != (jenis.id in dipilih)
    ]
    for jenis in berubah:
        atur_jenis(
            jenis,
            klasifikasi=jenis.klasifikasi,
            janji_menit=jenis.janji_menit,
            aktif=not jenis.aktif,
            oleh=oleh,
        )
    return len(berubah)
