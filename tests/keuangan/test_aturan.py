"""Each rule of the budget by its ID: what it accepts, and what it refuses with which figures. No database."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from smartkampung.keuangan.acuan.muat import kegiatan_bawaan, rekening_bawaan
from smartkampung.keuangan.acuan.queries import Acuan
from smartkampung.keuangan.anggaran.isi import Baris, Butir, IsiAnggaran, Kegiatan, Kunci
from smartkampung.keuangan.aturan.parameter import bawaan
from smartkampung.keuangan.aturan.services import periksa
from smartkampung.keuangan.aturan.temuan import DAFTAR, Lingkup
from tests.keuangan.pabrik import SEIMBANG

SUMBER = ("PAD", "ADD", "DDS", "PBH", "PBK", "PBP", "SWD", "DLL")
ACUAN = Acuan(2026, {k: n for k, _, n in rekening_bawaan()}, {k: n for k, _, n, _ in kegiatan_bawaan()},
              {s: s for s in SUMBER}, {k: t for k, _, _, t in kegiatan_bawaan()}, {})  # fmt: skip


def lingkup(
    *baris, tahun=2025, penanda=None, kegiatan=None, parameter=None, sikap=None, butir=None, bengkok=(), **lain
):
    """A scope over these lines (kegiatan, rekening, sumber, rupiah), one RAB line each unless `butir` says more."""
    semua = tuple(Baris(n, Kunci(*b[:3]), Decimal(b[3]), n in bengkok) for n, b in enumerate(baris, start=1))
    kode = sorted({b.kunci.kegiatan for b in semua} - {""})
    isi = {k: replace(Kegiatan(n, k, k), penanda=(penanda or {}).get(k, ""), **(kegiatan or {}).get(k, {}))
           for n, k in enumerate(kode)}  # fmt: skip
    rab = {b.id: [Butir(b.id, b.id, 1, "Uraian", Decimal(1), "paket", b.nilai, b.nilai)] for b in semua} | (butir or {})
    aturan = bawaan(tahun)
    ubah = {k: replace(aturan.parameter[k], nilai=n) for k, n in (parameter or {}).items()}
    tindak = {k: replace(aturan.aturan[k], sikap=n) for k, n in (sikap or {}).items()}
    aturan = replace(aturan, parameter=aturan.parameter | ubah, aturan=aturan.aturan | tindak)
    return Lingkup(IsiAnggaran(tahun, isi, semua), rab, ACUAN, aturan,
                   **({"rkp": dict.fromkeys(kode, Decimal(0))} | lain))  # fmt: skip


def satu(kode, x):
    """The sentences of one rule."""
    return [t.kalimat for t in DAFTAR[kode](x)]


def butir_rab(baris, uraian, satuan, harga, volume=12, harga_id=None, jumlah=None):
    nilai = Decimal(volume) * Decimal(harga)
    return Butir(baris, baris, 1, uraian, Decimal(volume), satuan, Decimal(harga), jumlah or nilai, harga_id)


DESA = (("", "4.2.1.01", "DDS", 1000), ("", "4.2.3.01", "ADD", 500))


def test_anggaran_seimbang_patuh_pada_semua_aturan():
    assert [t for t in periksa(lingkup(*SEIMBANG, tahun=2026)) if t.sikap == "tolak"] == []


@pytest.mark.parametrize(("baris", "kalimat"), [
    ((*DESA, ("02.03.11", "5.3.5.03", "DDS", 1500)), None),
    ((*DESA, ("02.03.11", "5.3.5.03", "DDS", 1499)), "selisih Rp1 "),
    ((*DESA, ("02.03.11", "5.3.5.03", "DDS", 1501)), "selisih −Rp1 "),
    ((*DESA, ("02.03.11", "5.3.5.03", "DDS", 1600), ("", "6.1.1.01", "DDS", 150), ("", "6.2.2.01", "DDS", 50)), None),
])  # fmt: skip
def test_k_apb_01_berimbang(baris, kalimat):
    temuan = satu("K-APB-01", lingkup(*baris))
    assert temuan == [] if kalimat is None else kalimat in temuan[0]


def test_k_apb_02_setiap_sumber_berimbang():
    seimbang = lingkup(*DESA, ("02.03.11", "5.3.5.03", "DDS", 1000), ("01.01.01", "5.1.1.01", "ADD", 500))
    silang = lingkup(*DESA, ("02.03.11", "5.3.5.03", "DDS", 1100), ("01.01.01", "5.1.1.01", "ADD", 400))

    assert satu("K-APB-02", seimbang) == []
    assert [k.split(":")[0] for k in satu("K-APB-02", silang)] == [
        "ADD (ADD) belum terpakai Rp100",
        "DDS (DDS) kurang Rp100",
    ]


@pytest.mark.parametrize(("siltap", "lain", "patuh"), [(300, 700, True), (301, 699, False)])
def test_k_apb_03_tiga_puluh_persen(siltap, lain, patuh):
    x = lingkup(("01.01.02", "5.1.2.01", "ADD", siltap), ("02.03.11", "5.3.5.03", "DDS", lain))
    assert (satu("K-APB-03", x) == []) is patuh
    if not patuh:
        assert "30,10 % dari belanja Rp1.000" in satu("K-APB-03", x)[0]
        assert "Lebih Rp1." in satu("K-APB-03", x)[0]


def test_k_apb_03_jaminan_sosial_ikut_bila_diatur_dan_bengkok_di_luar_keduanya():
    baris = (
        ("01.01.02", "5.1.2.01", "ADD", 290),
        ("01.01.03", "5.1.3.02", "ADD", 20),
        ("02.03.11", "5.3.5.03", "DDS", 690),
    )
    assert satu("K-APB-03", lingkup(*baris)) == []
    assert satu("K-APB-03", lingkup(*baris, parameter={"ikut_30_jamsos": "ya"})) != []

    bengkok = (
        ("01.01.01", "5.1.1.02", "PAD", 200),
        ("01.01.02", "5.1.2.01", "ADD", 300),
        ("02.03.11", "5.3.5.03", "DDS", 700),
    )
    assert satu("K-APB-03", lingkup(*bengkok)) != []
    assert satu("K-APB-03", lingkup(*bengkok, bengkok=(1,))) == []


@pytest.mark.parametrize(("rekening", "uraian", "harga", "batas"), [
    ("5.1.1.01", "Siltap kepala desa", 2_426_640, None), ("5.1.1.01", "Siltap kepala desa", 2_426_639, "Rp2.426.640"),
    ("5.1.2.01", "Siltap Sekretaris Desa", 2_224_419, "Rp2.224.420"), ("5.1.2.01", "Siltap kaur", 2_022_200, None),
    ("5.1.2.01", "Siltap kaur", 2_022_199, "Rp2.022.200"),
])  # fmt: skip
def test_k_apb_04_siltap_paling_sedikit(rekening, uraian, harga, batas):
    x = lingkup(("01.01.01", rekening, "ADD", 12 * harga), butir={1: [butir_rab(1, uraian, "bulan", harga)]})
    assert satu("K-APB-04", x) == [] if batas is None else batas in satu("K-APB-04", x)[0]


def test_k_apb_05_blt_bagian_dana_desa_dan_per_penerima():
    def susun(jumlah, harga=300_000, **lain):
        return lingkup(
            ("", "4.2.1.01", "DDS", 100_000_000),
            ("05.03.00", "5.4.1.01", "DDS", jumlah),
            penanda={"05.03.00": "blt"},
            butir={2: [butir_rab(2, "BLT", "KPM bulan", harga)]},
            **lain,
        )

    assert satu("K-APB-05", susun(15_000_000)) == []
    assert "15,01 %" in satu("K-APB-05", susun(15_010_000))[0]
    assert satu("K-APB-05", susun(90_000_000, tahun=2026)) == []  # no share in 2026
    assert "Rp300.001 per KPM" in satu("K-APB-05", susun(1_000_000, harga=300_001))[0]


def test_k_apb_06_operasional_tiga_persen_di_luar_kdmp():
    def susun(jumlah, kdmp=0):
        return lingkup(
            ("", "4.2.1.01", "DDS", 1000),
            ("01.01.08", "5.2.1.01", "DDS", jumlah),
            ("04.05.90", "5.2.7.90", "DDS", kdmp),
            penanda={"04.05.90": "kdmp"},
            tahun=2026,
        )

    assert satu("K-APB-06", susun(30)) == []
    assert "batasnya 3 % = Rp30" in satu("K-APB-06", susun(31))[0]
    assert "dari Rp500" in satu("K-APB-06", susun(16, kdmp=500))[0]


def test_k_apb_07_ketahanan_pangan_dua_puluh_persen():
    def susun(jumlah, tahun=2025):
        return lingkup(
            ("", "4.2.1.01", "DDS", 1000),
            ("04.02.03", "5.2.7.01", "DDS", jumlah),
            penanda={"04.02.03": "ketahanan_pangan"},
            tahun=tahun,
        )

    assert satu("K-APB-07", susun(200)) == []
    assert "Kurang Rp1." in satu("K-APB-07", susun(199))[0]
    assert satu("K-APB-07", susun(0, tahun=2026)) == []


@pytest.mark.parametrize(("kegiatan", "rekening", "sumber", "sebutan"), [
    ("01.01.02", "5.1.2.01", "DDS", "penghasilan perangkat"), ("01.01.02", "5.1.2.01", "ADD", None),
    ("01.04.02", "5.2.3.02", "DDS", "luar kabupaten"), ("04.03.01", "5.2.3.03", "DDS", "studi banding"),
    ("02.03.11", "5.3.5.03", "DDS", None),
])  # fmt: skip
def test_k_apb_08_larangan_dana_desa(kegiatan, rekening, sumber, sebutan):
    temuan = satu("K-APB-08", lingkup((kegiatan, rekening, sumber, 5)))
    assert temuan == [] if sebutan is None else sebutan in temuan[0]


def test_k_apb_08_gedung_kantor_hanya_rehab_ringan():
    assert satu("K-APB-08", lingkup(("01.02.03", "5.3.4.03", "DDS", 25_000_000))) == []
    assert "Rp25.000.001" in satu("K-APB-08", lingkup(("01.02.03", "5.3.4.03", "DDS", 25_000_001)))[0]


@pytest.mark.parametrize(("upah", "bahan", "patuh"), [(50, 50, True), (49, 51, False)])
def test_k_apb_09_upah_padat_karya(upah, bahan, patuh):
    x = lingkup(
        ("02.03.11", "5.3.5.02", "DDS", upah),
        ("02.03.11", "5.3.5.03", "DDS", bahan),
        kegiatan={"02.03.11": {"padat_karya": True}},
    )
    assert (satu("K-APB-09", x) == []) is patuh
    assert patuh or "49,00 % dari Rp100" in satu("K-APB-09", x)[0]


def test_k_apb_10_kdmp_mati_sampai_dinyalakan():
    baris = (("", "4.2.1.01", "DDS", 10_000), ("04.05.90", "5.2.7.90", "DDS", 5000))
    x = lingkup(*baris, tahun=2026, penanda={"04.05.90": "kdmp"})
    nyala = lingkup(*baris, tahun=2026, penanda={"04.05.90": "kdmp"}, sikap={"K-APB-10": "peringatan"})
    pas = lingkup(baris[0], ("04.05.90", "5.2.7.90", "DDS", 5803), tahun=2026, penanda={"04.05.90": "kdmp"})

    assert not any(t.kode == "K-APB-10" for t in periksa(x))
    assert (
        "58,03 % dari Dana Desa Rp10.000 adalah Rp5.803"
        in next(t for t in periksa(nyala) if t.kode == "K-APB-10").kalimat
    )
    assert satu("K-APB-10", pas) == []


def test_k_apb_11_kegiatan_ada_dalam_rkp_dan_rab_cocok():
    baris = ("02.03.11", "5.3.5.03", "DDS", 1000)
    assert satu("K-APB-11", lingkup(baris)) == []
    assert "tidak ada dalam RKP Desa 2025" in satu("K-APB-11", lingkup(baris, rkp={}))[0]
    assert "belum ditetapkan" in satu("K-APB-11", lingkup(baris, rkp=None))[0]

    kurang = {1: [butir_rab(1, "Semen", "sak", 999, volume=1)]}
    assert satu("K-APB-11", lingkup(baris, butir=kurang)) == [
        "Jumlah RAB Rp999 tidak sama dengan anggaran Rp1.000 pada 02.03.11 / 5.3.5.03."
    ]
    salah_kali = {1: [butir_rab(1, "Semen", "sak", 999, volume=1, jumlah=Decimal(1000))]}
    assert "bukan Rp1.000" in satu("K-APB-11", lingkup(baris, butir=salah_kali))[0]


@pytest.mark.parametrize("baris", [
    ("02.03.11", "5.3.5", "DDS", 1), ("02.03.11", "5.3.5.77", "DDS", 1), ("02.03.77", "5.3.5.03", "DDS", 1),
    ("02.03.11", "5.3.5.03", "XYZ", 1), ("02.03.11", "5.3.5.03", "DDS", -1),
])  # fmt: skip
def test_k_apb_12_hanya_kode_objek_yang_dikenal(baris):
    assert len(satu("K-APB-12", lingkup(baris))) == 1


def test_k_apb_12_menerima_nol():
    assert satu("K-APB-12", lingkup(("02.03.11", "5.3.5.03", "DDS", 0))) == []


@pytest.mark.parametrize(("kegiatan", "rekening", "patuh"), [
    ("01.01.02", "5.1.2.01", True), ("02.02.02", "5.1.2.01", False), ("05.03.00", "5.4.1.01", True),
    ("02.02.02", "5.4.1.01", False),
])  # fmt: skip
def test_k_apb_13_belanja_pada_tempatnya(kegiatan, rekening, patuh):
    assert (satu("K-APB-13", lingkup((kegiatan, rekening, "ADD", 1))) == []) is patuh


def test_k_apb_14_bengkok_dari_pad_dan_tidak_melebihi_hasilnya():
    def susun(jumlah, sumber="PAD"):
        return lingkup(("", "4.1.2.01", "PAD", 100), ("01.01.01", "5.1.1.02", sumber, jumlah), bengkok=(2,))

    assert satu("K-APB-14", susun(100)) == []
    assert "melebihi pendapatan tanah kas desa Rp100" in satu("K-APB-14", susun(101))[0]
    assert "bukan belanja dari PAD" in satu("K-APB-14", susun(50, "ADD"))[0]


def test_k_prb_01_perubahan_kedua_perlu_keadaan_luar_biasa():
    assert satu("K-PRB-01", lingkup(jenis="perubahan", perubahan_ke=1)) == []
    assert "ke-2" in satu("K-PRB-01", lingkup(jenis="perubahan", perubahan_ke=2))[0]
    assert satu("K-PRB-01", lingkup(jenis="perubahan", perubahan_ke=2, luar_biasa="SK Bupati 5/2026")) == []


def test_k_prb_02_pagu_tidak_di_bawah_pemakaian():
    kunci = Kunci("02.03.11", "5.3.5.03", "DDS")
    baris = (*kunci, 1000)
    assert satu("K-PRB-02", lingkup(baris, terpakai={kunci: Decimal(1000)})) == []
    assert (
        "Pagu Rp1.000 di bawah yang sudah dipakai Rp1.001"
        in satu("K-PRB-02", lingkup(baris, terpakai={kunci: Decimal(1001)}))[0]
    )
    assert satu("K-PRB-02", lingkup(terpakai={kunci: Decimal(1)})) != []  # the line was taken away


def test_k_prb_03_semula_harus_utuh():
    assert satu("K-PRB-03", lingkup()) == []
    assert len(satu("K-PRB-03", lingkup(dasar_utuh=False))) == 1


def test_ebg_2_harga_di_atas_standar_ditandai():
    def susun(harga, lebih="0"):
        return lingkup(
            ("02.03.11", "5.3.5.03", "DDS", harga),
            butir={1: [butir_rab(1, "Semen", "sak", harga, 1, harga_id=7)]},
            harga={7: Decimal(100)},
            parameter={"harga_lebih": lebih},
        )

    assert satu("EBG-2", susun(100)) == []
    assert "Rp101, di atas standar Rp100" in satu("EBG-2", susun(101))[0]
    assert satu("EBG-2", susun(105, "5")) == []


def test_ebg_1_harga_bebas_perlu_alasan_bila_ada_standar():
    baris = ("02.03.11", "5.3.5.03", "DDS", 5)
    assert satu("EBG-2", lingkup(baris)) == []
    assert "1 baris memakai harga bebas" in satu("EBG-2", lingkup(baris, ada_standar=True))[0]
    beralasan = {1: [replace(butir_rab(1, "Semen", "sak", 5, 1), alasan_harga="Harga toko terdekat")]}
    assert satu("EBG-2", lingkup(baris, ada_standar=True, butir=beralasan)) == []


def test_ebg_3_kegiatan_tidak_melebihi_pagu():
    def susun(pagu):
        return lingkup(("02.03.11", "5.3.5.03", "DDS", 1000), kegiatan={"02.03.11": {"pagu": Decimal(pagu)}})

    assert satu("EBG-3", susun(1000)) == satu("EBG-3", susun(0)) == []
    assert "lebih Rp1." in satu("EBG-3", susun(999))[0]


def test_setiap_aturan_dalam_data_punya_pemeriksa():
    for tahun in (2025, 2026):
        assert {k for k in bawaan(tahun).aturan if k.startswith(("K-APB", "K-PRB", "EBG"))} == set(DAFTAR)


@pytest.mark.parametrize("tahun", [2025, 2026])
def test_yang_bukan_hak_setempat_tidak_bisa_dimatikan(tahun):
    """Rules of law without a local choice: the balance, the codes, bengkok, changes and what they start from."""
    tetap = {k for k, a in bawaan(tahun).aturan.items() if a.tetap and k in DAFTAR}
    assert tetap == {"K-APB-01", "K-APB-02", "K-APB-12", "K-APB-14", "K-PRB-01", "K-PRB-02", "K-PRB-03"}
