"""The counter's form of a bundle: which letters, the facts they ask for together, one checklist."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l

from smartkampung.inti.formulir import MedanBanyak, MedanCentang, MedanPilihan
from smartkampung.surat.berkas_warga.masa import boleh_disimpan
from smartkampung.surat.forms import (
    KANAL_PETUGAS,
    FormPermohonan,
    medan_berkas,
    medan_surel,
    medan_telepon,
)
from smartkampung.surat.medan import medan_isian
from smartkampung.surat.paket.definisi import PaketWarga


def form_paket(paket: PaketWarga, dipilih: frozenset[str], arsip: dict[str, str]) -> type[FormPermohonan]:
    """Answer the form for the chosen letters (all of them when it is first shown)."""
    medan: dict[str, Any] = {
        "surat": MedanBanyak(
            _l("Surat dalam paket ini"), pilihan=[(kode, jenis.nama) for kode, jenis in paket.jenis.items()],
            default=list(paket.jenis),
        )
    }  # fmt: skip
    pertama = True
    bawaan = paket.bawaan()
    for satu in paket.medan(dipilih):
        fokus = pertama and satu.kunci not in bawaan
        pertama = pertama and not fokus
        medan[f"isian_{satu.kunci}"] = medan_isian(replace(satu.isian, wajib=satu.wajib), fokus=fokus, register=True)
    syarat = paket.syarat(dipilih)
    medan["syarat"] = MedanBanyak(
        _l("Syarat yang sudah dilihat"), pilihan=[(s.kode, s.nama) for s in syarat if s.kode not in arsip]
    )
    if arsip:
        medan["arsip"] = MedanBanyak(_l("Dari berkas warga"), pilihan=list(arsip.items()), default=list(arsip))
    medan |= medan_berkas(syarat)
    if any(boleh_disimpan(s.kode, s.sifat) for s in syarat):
        medan["simpan"] = MedanCentang(_l("Warga setuju berkas ini disimpan untuk surat berikutnya"))
    medan["kanal"] = MedanPilihan(_l("Permohonan lewat"), pilihan=KANAL_PETUGAS, default="loket")
    medan["telepon"], medan["surel"] = medan_telepon(), medan_surel()
    return type("FormPaket", (FormPermohonan,), medan)
