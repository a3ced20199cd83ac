"""Opening balance, income and moves between bank and till, as documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.kas import models as m
from smartkampung.keuangan.kas.bukukan import Gerak
from smartkampung.keuangan.kas.massal import BarisLuar, DokumenLuar
from smartkampung.keuangan.siskeudes import nilai as n
from smartkampung.keuangan.siskeudes.kas_baca import Bacaan, Rekam

KAS_TUNAI, KAS_BANK, UTANG_PAJAK, SILPA = "1.1.1.01", "1.1.1.02", "2.1.1", "6.1.1.01"
KE_TUNAI, KE_BANK, BUNGA, BIAYA = "1", "2", "3", "4"



def awal(k: Bacaan) -> Iterator[DokumenLuar]:
    kas: dict[str, Decimal] = defaultdict(lambda: NOL)
    utang: dict[str, Decimal] = defaultdict(lambda: NOL)
    for b in k.baris("Ta_SaldoAwal"):
        kode = n.rekening(b.get("Kd_Rincian", ""))
        nilai = k.uang(b, "Debet", "Ta_SaldoAwal") - k.uang(b, "Kredit", "Ta_SaldoAwal")
        if kode in (KAS_TUNAI, KAS_BANK):
            kas[kode] += nilai
        elif kode.startswith(UTANG_PAJAK):
            utang[k.pajak(kode, "Ta_SaldoAwal")] -= nilai
    jumlah = sum(kas.values(), NOL)
    if not jumlah:
        return
    silpa = _silpa(k, jumlah - sum(utang.values(), NOL))
    terbesar = max(silpa, key=lambda s: silpa[s], default="DLL")
    d = DokumenLuar(k.sumber(m.AWAL, "1"), m.AWAL, date(k.tahun, 1, 1), "Saldo awal", nilai=jumlah)
    d.gerak = [(Gerak(m.R_SALDO, m.DI_BANK if kode == KAS_BANK else m.TUNAI, masuk=v, rekening_id=k.bank[""]), None)
               for kode, v in kas.items() if v]  # fmt: skip
    d.gerak += [(Gerak(m.R_SILPA, m.MEDIA_AWAL, masuk=max(v, NOL), keluar=max(-v, NOL),
                       kunci=Kunci("", SILPA, s)), None) for s, v in silpa.items() if v]  # fmt: skip
    d.gerak += [(Gerak(m.R_PAJAK_AWAL, m.MEDIA_AWAL, masuk=v, pajak=k, kunci=Kunci("", "", terbesar)), None)
                for k, v in utang.items() if v > 0]  # fmt: skip
    yield d


def _silpa(k: Bacaan, jumlah: Decimal) -> dict[str, Decimal]:
    """SiLPA by source from the journal of Siskeudes; what it does not explain goes to DLL, and is said."""
    hasil: dict[str, Decimal] = defaultdict(lambda: NOL)
    for b in k.baris("Ta_JurnalUmumRinci"):
        if n.rekening(b.get("Kd_Rincian", "")) == SILPA:
            dana = b.get("Sumberdana", "").upper() or "DLL"
            hasil[dana] += k.uang(b, "Kredit", "Ta_JurnalUmumRinci") - k.uang(b, "Debet", "Ta_JurnalUmumRinci")
    kurang = jumlah - sum(hasil.values(), NOL)
    if kurang:
        k.catatan.append(f"Saldo awal kas dikurangi utang pajak {rupiah(jumlah)}, SiLPA menurut jurnal "
                            f"{rupiah(jumlah - kurang)}. Selisih {rupiah(kurang)} dicatat sebagai SiLPA sumber DLL.")
        hasil["DLL"] += kurang
    return dict(hasil)


def tbp(k: Bacaan) -> Iterator[DokumenLuar]:
    rinci = k.per("Ta_TBPRinci", "No_Bukti")
    for b in k.baris("Ta_TBP"):
        nomor, di = b.get("No_Bukti", ""), f"TBP {b.get('No_Bukti', '')}"
        hari, (media, rekening) = k.tanggal(b, "Tgl_Bukti", di), k.media(b, di)
        baris = [BarisLuar(k.kunci(r), k.uang(r, "nilai", di), b.get("Uraian", "")) for r in rinci[nomor]]
        baris = [r for r in baris if r.nilai]
        if hari is None or not baris:
            continue
        d = DokumenLuar(k.sumber(m.TBP, nomor), m.TBP, hari, b.get("Uraian", "") or "Penerimaan", nomor=nomor,
                        media=media, rekening_id=rekening, pihak=b.get("Nm_Penyetor", ""), baris=baris,
                        nilai=sum((r.nilai for r in baris), NOL))  # fmt: skip
        k.cocokkan(di, k.uang(b, "Jumlah", di), d.nilai)
        d.gerak = [(Gerak(m.R_TERIMA, media, masuk=max(r.nilai, NOL), keluar=max(-r.nilai, NOL), kunci=r.kunci,
                          rekening_id=rekening), r) for r in baris]  # fmt: skip
        yield d


def sts(k: Bacaan) -> Iterator[DokumenLuar]:
    rinci = k.per("Ta_STSRinci", "No_Bukti")
    for b in k.baris("Ta_STS"):
        nomor, di = b.get("No_Bukti", ""), f"STS {b.get('No_Bukti', '')}"
        hari, nilai = k.tanggal(b, "Tgl_Bukti", di), k.uang(b, "Jumlah", di)
        jumlah = sum((k.uang(r, "Nilai", di) for r in rinci[nomor]), NOL)
        if rinci[nomor]:
            k.cocokkan(di, nilai, jumlah)
            nilai = jumlah
        if hari is not None and nilai > 0:
            yield _pindah(k, m.STS, nomor, hari, b.get("Uraian", "") or "Setoran tunai ke bank", nilai, b, False)


def _pindah(k: Bacaan, jenis: str, nomor: str, hari: date, uraian: str, nilai: Decimal, b: Rekam,
            ke_tunai: bool) -> DokumenLuar:  # fmt: skip
    """Money from one medium to the other."""
    bank = k.rekening(b)
    dari, ke = (m.DI_BANK, m.TUNAI) if ke_tunai else (m.TUNAI, m.DI_BANK)
    d = DokumenLuar(k.sumber(jenis, nomor), jenis, hari, uraian, nomor=nomor, nilai=nilai, media=dari,
                    rekening_id=bank if ke_tunai else None, tujuan_id=None if ke_tunai else bank)  # fmt: skip
    d.gerak = [(Gerak(m.R_MUTASI, dari, keluar=nilai, rekening_id=bank), None),
               (Gerak(m.R_MUTASI, ke, masuk=nilai, rekening_id=bank), None)]  # fmt: skip
    return d


def mutasi(k: Bacaan) -> Iterator[DokumenLuar]:
    for b in k.baris("Ta_Mutasi"):
        nomor, di = b.get("No_Bukti", ""), f"Mutasi {b.get('No_Bukti', '')}"
        hari, nilai, jenis = k.tanggal(b, "Tgl_Bukti", di), k.uang(b, "Nilai", di), b.get("Kd_Mutasi", "")
        uraian = b.get("Keterangan", "") or "Mutasi kas"
        if hari is None or nilai <= 0:
            continue
        if jenis in (KE_TUNAI, KE_BANK):
            yield _pindah(k, m.MUTASI, nomor, hari, uraian, nilai, b, jenis == KE_TUNAI)
        elif jenis in (BUNGA, BIAYA):
            baris = BarisLuar(k.kunci(b), nilai, uraian)
            masuk = jenis == BUNGA
            d = DokumenLuar(k.sumber(m.BANK, nomor), m.BANK, hari, uraian, nomor=nomor, media=m.DI_BANK,
                            rekening_id=k.rekening(b), nilai=nilai, baris=[baris])  # fmt: skip
            d.gerak = [(Gerak(m.R_TERIMA if masuk else m.R_BELANJA, m.DI_BANK, masuk=nilai if masuk else NOL,
                              keluar=NOL if masuk else nilai, kunci=baris.kunci, rekening_id=d.rekening_id),
                        baris)]  # fmt: skip
            yield d
        else:
            k.tolak.append(f"{di}: Kd_Mutasi {jenis} tidak dikenal.")
