"""The treasury tables of an export, written by hand: one of everything that moves money."""

from __future__ import annotations

from tests.keuangan.zip_siskeudes import KODE, Baris

TAHUN = "2026"
JALAN, KANTOR = f"{KODE}02.03.11.", f"{KODE}01.01.04."
UMUM = {"Tahun": TAHUN, "Kd_Desa": KODE}


def _k(keg: str, rekening: str, dana: str) -> dict[str, str]:
    return {"Kd_Keg": keg, "Kd_Rincian": rekening + ".", "Sumberdana": dana, "SumberDana": dana}


TANPA = f"{KODE}00.00."
BATU, KERTAS = _k(JALAN, "5.3.5.03", "DDS"), _k(KANTOR, "5.2.1.01", "ADD")


def tabel_kas() -> dict[str, Baris]:
    """Opening 60,000,000 in the bank and 1,000,000 in the till, of which 1,000,000 is tax owed (PPN).

    Income: Dana Desa 400,000,000.25 by bank; PAD 2,500,000 in cash, brought to the bank by STS. Definitif 11,100,000
    with PPN 1,100,000 and PPh 22 150,000; an advance of 5,000,000 paid in cash (after 5,000,000 was drawn), accounted
    for with 4,600,000 and PPh 21 25,000 withheld, 400,000 given back. Interest 35,000.75, its tax 7,000.15. PPN paid.
    """
    spp1, spp2, spp3 = {"No_SPP": "0001/SPP"}, {"No_SPP": "0002/SPP"}, {"No_SPP": "0003/SPP"}
    spj = {"No_SPJ": "0001/SPJ"}
    return {
        "Ref_Bank_Desa": [
            UMUM
            | {
                "Kd_Rincian": "1.1.1.02.",
                "NoRek_Bank": "0031 2233",
                "Nama_Bank": "Bank Jatim",
                "Nama_Pemilik": "Pemdes",
                "ID_Bank": "01",
            }
        ],
        "Ta_SaldoAwal": [
            UMUM | {"Kd_Rincian": "1.1.1.02.", "Debet": "60000000.0000", "Kredit": "0.0000"},
            UMUM | {"Kd_Rincian": "1.1.1.01.", "Debet": "1000000.0000", "Kredit": "0.0000"},
            UMUM | {"Kd_Rincian": "2.1.1.01.", "Debet": "0.0000", "Kredit": "1000000.0000"},
        ],
        "Ta_JurnalUmumRinci": [
            UMUM
            | _k(TANPA, "6.1.1.01", "DDS")
            | {"NoBukti": "JU1", "DK": "K", "Debet": "0.0000", "Kredit": "60000000.0000"}
        ],
        "Ta_TBP": [
            UMUM
            | {
                "No_Bukti": "0001/TBP",
                "Tgl_Bukti": "03/02/26 00:00:00",
                "Uraian": "Dana Desa tahap I",
                "Nm_Penyetor": "KPPN",
                "Jumlah": "400000000.2500",
                "KdBayar": "2",
                "ID_Bank": "01",
            },
            UMUM
            | {
                "No_Bukti": "0002/TBP",
                "Tgl_Bukti": "03/03/26 00:00:00",
                "Uraian": "Sewa kios, pasar",
                "Nm_Penyetor": "Pedagang",
                "Jumlah": "2500000.0000",
                "KdBayar": "1",
            },
        ],
        "Ta_TBPRinci": [
            UMUM | _k(TANPA, "4.2.1.01", "DDS") | {"No_Bukti": "0001/TBP", "nilai": "400000000.2500"},
            UMUM | _k(TANPA, "4.1.2.01", "PAD") | {"No_Bukti": "0002/TBP", "nilai": "2500000.0000"},
        ],
        "Ta_STS": [
            UMUM
            | {
                "No_Bukti": "0001/STS",
                "Tgl_Bukti": "03/04/26 00:00:00",
                "Uraian": "Setor sewa kios",
                "Jumlah": "2500000.0000",
                "ID_Bank": "01",
            }
        ],
        "Ta_STSRinci": [UMUM | {"No_Bukti": "0001/STS", "No_TBP": "0002/TBP", "Nilai": "2500000.0000"}],
        "Ta_Mutasi": [
            UMUM
            | {
                "No_Bukti": "M1",
                "Tgl_Bukti": "03/09/26 00:00:00",
                "Keterangan": "Tarik tunai",
                "Kd_Mutasi": "1",
                "Nilai": "5000000.0000",
                "ID_Bank": "01",
            },
            UMUM
            | _k(TANPA, "4.3.6.01", "DLL")
            | {
                "No_Bukti": "M2",
                "Tgl_Bukti": "03/31/26 00:00:00",
                "Kd_Mutasi": "3",
                "Keterangan": "Bunga bank",
                "Nilai": "35000.7500",
                "ID_Bank": "01",
            },
            UMUM
            | _k(KANTOR, "5.2.5.90", "DLL")
            | {
                "No_Bukti": "M3",
                "Tgl_Bukti": "03/31/26 00:00:00",
                "Kd_Mutasi": "4",
                "Keterangan": "Pajak bunga",
                "Nilai": "7000.1500",
                "ID_Bank": "01",
            },
        ],
        "Ta_SPP": [
            UMUM
            | spp1
            | {
                "Tgl_SPP": "03/05/26 00:00:00",
                "Jn_SPP": "LS",
                "Keterangan": "Batu dan pasir",
                "Jumlah": "11100000.0000",
                "Potongan": "1250000.0000",
            },
            UMUM
            | spp2
            | {
                "Tgl_SPP": "03/09/26 00:00:00",
                "Jn_SPP": "UM",
                "Keterangan": "Panjar kantor",
                "Jumlah": "5000000.0000",
                "Potongan": "0.0000",
            },
            UMUM
            | spp3
            | {
                "Tgl_SPP": "03/25/26 00:00:00",
                "Jn_SPP": "LS",
                "Keterangan": "Belum cair",
                "Jumlah": "750000.0000",
                "Potongan": "0.0000",
            },
        ],
        "Ta_SPPRinci": [
            UMUM | spp1 | BATU | {"Nilai": "11100000.0000"},
            UMUM | spp2 | KERTAS | {"Nilai": "5000000.0000"},
            UMUM | spp3 | KERTAS | {"Nilai": "750000.0000"},
        ],
        "Ta_SPPBukti": [
            UMUM
            | spp1
            | BATU
            | {
                "No_Bukti": "K1",
                "Tgl_Bukti": "03/05/26 00:00:00",
                "Nilai": "6000000.0000",
                "Nm_Penerima": "UD Watu",
                "Keterangan": "Batu",
            },
            UMUM
            | spp1
            | BATU
            | {
                "No_Bukti": "K2",
                "Tgl_Bukti": "03/05/26 00:00:00",
                "Nilai": "5100000.0000",
                "Nm_Penerima": "UD Watu",
                "Keterangan": "Pasir",
            },
        ],
        "Ta_SPPPot": [
            UMUM | spp1 | {"Kd_Keg": JALAN, "No_Bukti": "K1", "Kd_Rincian": "7.1.1.01.", "Nilai": "1100000.0000"},
            UMUM | spp1 | {"Kd_Keg": JALAN, "No_Bukti": "K1", "Kd_Rincian": "7.1.1.03.", "Nilai": "150000.0000"},
        ],
        "Ta_Pencairan": [
            UMUM
            | spp1
            | {
                "No_Cek": "0001/CAIR",
                "Tgl_Cek": "03/06/26 00:00:00",
                "Jumlah": "11100000.0000",
                "Potongan": "1250000.0000",
                "KdBayar": "2",
                "ID_Bank": "01",
            },
            UMUM
            | spp2
            | {
                "No_Cek": "0002/CAIR",
                "Tgl_Cek": "03/10/26 00:00:00",
                "Jumlah": "5000000.0000",
                "Potongan": "0.0000",
                "KdBayar": "1",
            },
        ],
        "Ta_SPJ": [
            UMUM
            | spj
            | {
                "Tgl_SPJ": "03/20/26 00:00:00",
                "No_SPP": "0002/SPP",
                "Keterangan": "SPJ kantor",
                "Jumlah": "4600000.0000",
                "Potongan": "25000.0000",
            }
        ],
        "Ta_SPJRinci": [
            UMUM | spj | KERTAS | {"JmlCair": "5000000.0000", "Nilai": "4600000.0000", "Sisa": "400000.0000"}
        ],
        "Ta_SPJPot": [
            UMUM | spj | {"Kd_Keg": KANTOR, "No_Bukti": "", "Kd_Rincian": "7.1.1.02.", "Nilai": "25000.0000"}
        ],
        "Ta_SPJSisa": [
            UMUM
            | spj
            | {
                "No_Bukti": "S1",
                "Tgl_Bukti": "03/20/26 00:00:00",
                "No_SPP": "0002/SPP",
                "Kd_Keg": KANTOR,
                "keterangan": "Sisa panjar",
                "Nilai": "400000.0000",
            }
        ],
        "Ta_Pajak": [
            UMUM
            | {
                "No_SSP": "P1",
                "Tgl_SSP": "04/08/26 00:00:00",
                "Keterangan": "Setor PPN",
                "Jumlah": "2100000.0000",
                "KdBayar": "2",
                "ID_Bank": "01",
                "NTPN": "A1B2C3D4E5F60001",
            }
        ],
        "Ta_PajakRinci": [
            UMUM | {"No_SSP": "P1", "No_Bukti": "K1", "Kd_Rincian": "7.1.1.01.", "Nilai": "1100000.0000"},
            UMUM | {"No_SSP": "P1", "No_Bukti": "", "Kd_Rincian": "7.1.1.01.", "Nilai": "1000000.0000"},
        ],
    }


def tabel_besar(banyak: int, tahun: int) -> dict[str, Baris]:
    """`tabel_kas` moved to another year, and `banyak` times income and a payment with two receipts and a tax.

    Each makes four rows of the journal.
    """
    tabel = tabel_kas()
    for n in range(banyak):
        no, tgl = f"X{n:05d}", f"{n % 11 + 1:02d}/15/26 00:00:00"
        spp = {"No_SPP": f"{no}/SPP"}
        tabel["Ta_TBP"].append(
            UMUM | {"No_Bukti": no, "Tgl_Bukti": tgl, "Uraian": "Terima", "Jumlah": "3000000.0000", "KdBayar": "2"}
        )
        tabel["Ta_TBPRinci"].append(UMUM | _k(TANPA, "4.2.3.01", "ADD") | {"No_Bukti": no, "nilai": "3000000.0000"})
        tabel["Ta_SPP"].append(
            UMUM | spp | {"Tgl_SPP": tgl, "Jn_SPP": "LS", "Keterangan": "Belanja", "Jumlah": "2000000.0000"}
        )
        tabel["Ta_SPPRinci"].append(UMUM | spp | KERTAS | {"Nilai": "2000000.0000"})
        tabel["Ta_SPPBukti"] += [
            UMUM | spp | KERTAS | {"No_Bukti": no + c, "Tgl_Bukti": tgl, "Nilai": "1000000.0000", "Nm_Penerima": "Toko"}
            for c in "ab"
        ]
        tabel["Ta_SPPPot"].append(
            UMUM | spp | {"No_Bukti": no + "a", "Kd_Rincian": "7.1.1.03.", "Nilai": "15000.0000"}
        )
        tabel["Ta_Pencairan"].append(
            UMUM | spp | {"No_Cek": no, "Tgl_Cek": tgl, "Jumlah": "2000000.0000", "KdBayar": "2", "ID_Bank": "01"}
        )
    ganti = f"/{tahun % 100:02d} "
    return {
        nama: [{k: str(tahun) if k == "Tahun" else v.replace("/26 ", ganti) for k, v in b.items()} for b in isi]
        for nama, isi in tabel.items()
    }
