"""Acts of the letter designer: draft, save, publish as the next version, restore, copy, import.

A draft may be wrong; only what is published is checked. Versions are never changed: letters that were
issued, and requests under way, keep the version they were made with.
"""

from __future__ import annotations

import copy
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from typing import Any

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.galat import Bentrok, GalatDomain
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.toml import tulis_toml
from smartkampung.surat.beda import bandingkan
from smartkampung.surat.catatan import Pelaku
from smartkampung.surat.definisi import Definisi, DefinisiSalah, bentuk
from smartkampung.surat.jenis import BAWAAN, DESA, IMPOR, bawaan, sidik
from smartkampung.surat.models import JenisSurat, RancanganSurat, Surat
from smartkampung.surat.periksa_definisi import Kesalahan, asing, kesalahan

BESAR_BERKAS = 200_000
LARANGAN_BAKU = [
    {"kode": "fotokopi_ktp", "nama": "Fotokopi KTP", "dasar": "datanya sudah ada di buku induk, cukup ditunjukkan"},
    {"kode": "fotokopi_kk", "nama": "Fotokopi KK", "dasar": "datanya sudah ada di buku induk, cukup ditunjukkan"},
    {"kode": "biaya", "nama": "Biaya dalam bentuk apa pun", "dasar": "surat desa tidak dipungut biaya"},
]
KERANGKA: dict[str, Any] = {
    "klasifikasi": "400.10.2.2",
    "register": "surat_keluar",
    "janji_menit": 60,
    "penanda_tangan": "kepala_desa",
    "biaya": 0,
    "dasar_hukum": ["UU 25/2009 tentang Pelayanan Publik, Pasal 21"],
    "dilarang_diminta": LARANGAN_BAKU,
    "berlaku": {"jumlah": 1, "satuan": "bulan"},
    "isian": [{"kode": "keperluan", "label": "Untuk keperluan", "jenis": "teks", "maks": 160}],
    "syarat": [
        {"kode": "ktp", "nama": "KTP-el", "sifat": "ditunjukkan"},
        {"kode": "kk", "nama": "Kartu keluarga", "sifat": "ditunjukkan"},
    ],
    "bagian": [
        {
            "jenis": "paragraf",
            "teks": "Yang bertanda tangan di bawah ini, [jabatan_penanda_lengkap], menerangkan bahwa:",
        },
        {
            "jenis": "tabel",
            "baris": [
                ["Nama lengkap", "**[NAMA]**"],
                ["NIK", "[nik]"],
                ["Tempat, tanggal lahir", "[tempat_tanggal_lahir]"],
                ["Pekerjaan", "[pekerjaan]"],
                ["Alamat", "[alamat_lengkap]"],
            ],
        },
        {"jenis": "paragraf", "teks": "adalah benar penduduk [desa_lengkap]. Keterangan ini untuk **[keperluan]**."},
        {"jenis": "paragraf", "teks": "Demikian surat ini dibuat dengan sebenarnya."},
    ],
}


class RancanganSalah(GalatDomain):
    """A draft that cannot be published yet."""

    pesan = "Belum dapat diterbitkan: %(kalimat)s"


class RancanganSama(GalatDomain):
    """A draft that says what the newest version says."""

    pesan = "Tidak ada yang berubah dari versi yang berlaku, jadi tidak perlu diterbitkan."


class RancanganBerubah(Bentrok):
    """Somebody else saved the draft meanwhile."""

    pesan = "Rancangan ini sementara itu diubah %(siapa)s. Bandingkan, lalu simpan lagi bila isian Anda yang benar."


class VersiBerubah(Bentrok):
    """Another version was published since the difference was shown."""

    pesan = "Sementara itu terbit versi lain. Periksa lagi perbedaannya di bawah, lalu terbitkan."


class RancanganAda(Bentrok):
    """There is a draft of this kind already."""

    pesan = "%(nama)s masih punya rancangan yang belum diterbitkan. Terbitkan atau buang dulu rancangan itu."


class KodeDipakai(GalatDomain):
    """A name that is taken."""

    pesan = "Sudah ada jenis surat bernama itu. Pilih nama lain."
    medan = "nama"


class BerkasJenisSalah(GalatDomain):
    """An imported file that is no kind of letter."""

    pesan = "Berkas ini belum dapat dipakai: %(kalimat)s"
    medan = "berkas"


def terbaru(kode: str) -> JenisSurat | None:
    """The newest version of a kind."""
    return db.session.scalar(db.select(JenisSurat).filter_by(kode=kode, terbaru=True))


def rancangan_dari(kode: str) -> RancanganSurat | None:
    """The open draft of a kind."""
    return db.session.scalar(db.select(RancanganSurat).filter_by(kode=kode))


def daftar_rancangan() -> list[RancanganSurat]:
    """All open drafts, last changed first."""
    return list(db.session.scalars(db.select(RancanganSurat).order_by(RancanganSurat.diubah_pada.desc())))


def isi_kini(jenis: JenisSurat) -> dict[str, Any]:
    """The definition of a version with what the village chose beside it (classification, promise)."""
    return copy.deepcopy(jenis.isi) | {"klasifikasi": jenis.klasifikasi, "janji_menit": jenis.janji_menit}


def mulai(jenis: JenisSurat, *, oleh: Pelaku) -> RancanganSurat:
    """The open draft of a kind, or a new one that says what this version says (an old one restores it)."""
    periksa_izin(oleh, "surat.atur")
    _antre(jenis.kode)
    ada = rancangan_dari(jenis.kode)
    if ada is not None and not jenis.terbaru:
        raise RancanganAda(nama=jenis.nama)
    return ada or _baru(jenis.kode, isi_kini(jenis), DESA, oleh)


def mulai_baru(nama: str, kelompok: str, *, oleh: Pelaku, dari: JenisSurat | None = None) -> RancanganSurat:
    """A draft of a kind there was not: from a plain frame, or as the copy of another."""
    periksa_izin(oleh, "surat.atur")
    kode = kode_dari(nama)
    _antre(kode)
    if not kode or terbaru(kode) is not None or rancangan_dari(kode) is not None:
        raise KodeDipakai()
    isi = isi_kini(dari) if dari else copy.deepcopy(KERANGKA)
    judul = nama if nama.casefold().startswith("surat") else f"Surat {nama}"
    kata = [satu for satu in re.findall(r"\w{3,}", nama.casefold()) if satu not in ("surat", "keterangan")]
    isi |= {"kode": kode, "nama": nama, "kelompok": kelompok, "judul": judul, "sering": False}
    isi |= {"ringkas": f"{judul} untuk warga desa ini.", "kata_kunci": kata or [nama.casefold()]}
    return _baru(kode, isi, DESA, oleh)


def pakai_bawaan(jenis: JenisSurat, *, oleh: Pelaku) -> RancanganSurat:
    """A draft that says what the program ships now."""
    periksa_izin(oleh, "surat.atur")
    isi = bawaan(jenis.kode)
    _antre(jenis.kode)
    if rancangan_dari(jenis.kode) is not None or isi is None:
        raise RancanganAda(nama=jenis.nama)
    return _baru(jenis.kode, copy.deepcopy(isi), BAWAAN, oleh)


def abaikan_bawaan(jenis: JenisSurat, *, oleh: Pelaku) -> None:
    """Keep the village's version; this shipped definition is not offered again."""
    periksa_izin(oleh, "surat.atur")
    jenis.sidik_bawaan = sidik(bawaan(jenis.kode) or {})
    db.session.flush()
    catat("surat.jenis_diubah", oleh=oleh, objek=("jenis_surat", jenis.id), jenis=jenis.nama,
          apa="pembaruan program tidak dipakai")  # fmt: skip


def _antre(kode: str) -> None:
    """One writer at a time per kind, until the transaction ends."""
    kunci_penasihat(f"jenis_surat:{kode}")


def kode_dari(nama: str) -> str:
    """The code of a name: `Keterangan Usaha` -> `keterangan-usaha`; empty when nothing of it can be kept."""
    polos = unicodedata.normalize("NFKD", nama.casefold()).encode("ascii", "ignore").decode()
    kode = "-".join(re.findall(r"[a-z0-9]+", polos)).lstrip("0123456789-")[:58].rstrip("-")
    return kode if len(kode) >= 3 else ""


def _baru(kode: str, isi: dict[str, Any], asal: str, oleh: Pelaku) -> RancanganSurat:
    kini, dasar = sekarang(), terbaru(kode)
    baru = RancanganSurat(kode=kode, dasar_id=dasar.id if dasar else None, asal=asal, isi=isi, versi=1,
                          dibuat_pada=kini, diubah_pada=kini, diubah_oleh=oleh.nama)  # fmt: skip
    db.session.add(baru)
    db.session.flush()
    return baru


def simpan(rancangan: RancanganSurat, isi: Mapping[str, Any], versi: int, *, oleh: Pelaku) -> None:
    """Keep a draft as it is; RancanganBerubah when somebody saved it since `versi` was shown."""
    periksa_izin(oleh, "surat.atur")
    _antre(rancangan.kode)
    kini = db.session.scalar(db.select(RancanganSurat.versi).filter_by(id=rancangan.id))
    if kini != versi:
        raise RancanganBerubah(siapa=rancangan.diubah_oleh)
    if dict(isi) == rancangan.isi:
        return
    rancangan.isi, rancangan.versi = dict(isi), versi + 1
    rancangan.diubah_pada, rancangan.diubah_oleh = sekarang(), oleh.nama
    db.session.flush()


def buang(rancangan: RancanganSurat, *, oleh: Pelaku) -> None:
    """Throw a draft away; versions stay as they are."""
    periksa_izin(oleh, "surat.atur")
    catat("surat.rancangan_dibuang", oleh=oleh, jenis=str(rancangan.isi.get("nama", rancangan.kode)))
    db.session.delete(rancangan)
    db.session.flush()


def periksa(isi: Mapping[str, Any]) -> tuple[Definisi | None, list[Kesalahan]]:
    """The definition a draft spells (None when its shape is wrong), and all its faults."""
    try:
        jadi = bentuk(isi, str(isi.get("nama", "")))
    except DefinisiSalah as galat:
        return None, [Kesalahan("", str(galat))]
    salah = [*kesalahan(jadi), *asing(jadi)]
    return jadi, salah + ([Kesalahan("", "biaya harus 0; surat desa tidak dipungut biaya.")] if jadi.biaya else [])


def terbitkan(rancangan: RancanganSurat, catatan: str, *, terhadap: int | None, oleh: Pelaku) -> JenisSurat:
    """Make the draft the next version; `terhadap` is the version its difference was shown against."""
    periksa_izin(oleh, "surat.atur")
    _antre(rancangan.kode)
    lama = terbaru(rancangan.kode)
    if (lama.id if lama else None) != terhadap:
        raise VersiBerubah()
    jadi, salah = periksa(rancangan.isi)
    if jadi is None or salah:
        raise RancanganSalah(kalimat=salah[0].kalimat)
    if lama is not None and not bandingkan(bentuk(isi_kini(lama), lama.kode), jadi):
        raise RancanganSama()
    baru = _versi_baru(jadi, lama, rancangan, catatan, oleh)
    db.session.delete(rancangan)
    db.session.flush()
    catat("surat.jenis_diterbitkan", oleh=oleh, objek=("jenis_surat", baru.id), jenis=baru.nama, versi=str(baru.versi))
    return baru


def _versi_baru(
    jadi: Definisi, lama: JenisSurat | None, rancangan: RancanganSurat, catatan: str, oleh: Pelaku
) -> JenisSurat:
    isi, kiriman = rancangan.isi, bawaan(rancangan.kode)
    sama = kiriman is not None and not bandingkan(bentuk(kiriman, rancangan.kode), jadi)
    isi = kiriman if sama and kiriman else isi
    akhir = db.session.scalar(db.select(db.func.max(JenisSurat.versi)).filter_by(kode=rancangan.kode)) or 0
    if lama is not None:
        lama.terbaru = False
        db.session.flush()
    baru = JenisSurat(
        kode=rancangan.kode, versi=akhir + 1, nama=isi["nama"], klasifikasi=isi["klasifikasi"],
        janji_menit=isi["janji_menit"], aktif=lama.aktif if lama else True, isi=isi, sidik=sidik(isi),
        dibuat_pada=sekarang(), asal=BAWAAN if sama else DESA, sidik_bawaan=sidik(kiriman) if kiriman else "",
        catatan=catatan[:200], oleh_nama=oleh.nama,
    )  # fmt: skip
    db.session.add(baru)
    db.session.flush()
    return baru


def ekspor(jenis: JenisSurat) -> str:
    """One version as a file another village can import."""
    return f"# {jenis.nama}, versi {jenis.versi}. Impor lewat Pengaturan surat.\n{tulis_toml(isi_kini(jenis))}"


def impor(data: bytes, *, oleh: Pelaku) -> RancanganSurat:
    """A draft from an exported file: nothing is in use before somebody saw the difference and published it."""
    periksa_izin(oleh, "surat.atur")
    if len(data) > BESAR_BERKAS:
        raise BerkasJenisSalah(kalimat="ukurannya lebih dari 200 KB.")
    try:
        isi = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as galat:
        raise BerkasJenisSalah(kalimat="isinya bukan TOML hasil ekspor jenis surat.") from galat
    jadi, salah = periksa(isi)
    if jadi is None or salah:
        raise BerkasJenisSalah(kalimat=salah[0].kalimat)
    if jadi.kode != kode_dari(jadi.kode):
        raise BerkasJenisSalah(kalimat=f"kode “{jadi.kode[:40]}” hanya boleh huruf kecil, angka, dan tanda hubung.")
    _antre(jadi.kode)
    if rancangan_dari(jadi.kode) is not None:
        raise RancanganAda(nama=jadi.nama)
    catat("surat.jenis_diimpor", oleh=oleh, jenis=jadi.nama[:120])
    return _baru(jadi.kode, isi, IMPOR, oleh)


def daftar_versi(kode: str) -> list[tuple[JenisSurat, int]]:
    """All versions of a kind, newest first, with how many requests were made from each."""
    pilih = (
        db.select(JenisSurat, db.func.count(Surat.id))
        .outerjoin(Surat, db.and_(Surat.jenis_kode == kode, Surat.jenis_id == JenisSurat.id))
        .where(JenisSurat.kode == kode)
        .group_by(JenisSurat.id)
        .order_by(JenisSurat.versi.desc())
    )
    return [(jenis, banyak) for jenis, banyak in db.session.execute(pilih)]
