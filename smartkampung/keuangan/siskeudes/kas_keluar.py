"""SPP with their payment, SPJ, what came back of advances, and tax deposits, as documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from smartkampung.inti.uang import NOL, bagi_rupiah, rupiah
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.kas import models as m
from smartkampung.keuangan.kas.bukukan import Gerak
from smartkampung.keuangan.kas.massal import BarisLuar, DokumenLuar, PotonganLuar
from smartkampung.keuangan.siskeudes import nilai as n
from smartkampung.keuangan.siskeudes.kas_baca import Bacaan, Rekam

CARA = {"UM": m.PANJAR, "LS": m.DEFINITIF, "PBY": m.PEMBIAYAAN}
PANJANG_NTPN = 16
Utang = dict[tuple[str, str], Decimal]


def _isi(k: Bacaan, di: str, rinci: list[Rekam], bukti: list[Rekam]) -> list[BarisLuar]:
    """Lines of an SPP or SPJ: its receipts where they add up to the line of their key, else the line itk."""
    jumlah: dict[Kunci, Decimal] = defaultdict(lambda: NOL)
    for r in rinci:
        jumlah[k.kunci(r)] += k.uang(r, "Nilai", di)
    nota: dict[Kunci, list[BarisLuar]] = defaultdict(list)
    for r in bukti:
        nota[k.kunci(r)].append(BarisLuar(
            k.kunci(r), k.uang(r, "Nilai", di), r.get("Keterangan", ""), penerima=r.get("Nm_Penerima", ""),
            bukti=r.get("No_Bukti", ""), bukti_tanggal=n.tanggal(r.get("Tgl_Bukti", ""))))  # fmt: skip
    hasil: list[BarisLuar] = []
    for kunci, nilai in jumlah.items():
        isi = [b for b in nota.get(kunci, []) if b.nilai > 0]
        ada = sum((b.nilai for b in isi), NOL)
        if isi and ada != nilai:
            k.catatan.append(f"{di} {'/'.join(kunci)}: bukti {rupiah(ada)}, rincian {rupiah(nilai)}; dipakai "
                                "rincian.")
            isi = []
        hasil += isi or ([BarisLuar(kunci, nilai)] if nilai > 0 else [])
    return hasil


def _potongan(k: Bacaan, di: str, pot: list[Rekam], baris: list[BarisLuar]) -> list[PotonganLuar]:
    """Deductions with the source of the line their receipt belongs to."""
    per_bukti = {b.bukti: b for b in baris if b.bukti}
    hasil = []
    for r in pot:
        nilai = k.uang(r, "Nilai", di)
        asal = per_bukti.get(r.get("No_Bukti", "")) or (baris[0] if baris else None)
        if nilai > 0 and asal is not None:
            hasil.append(PotonganLuar(k.pajak(r.get("Kd_Rincian", ""), di), nilai, asal.kunci.sumber_dana, asal))
    return hasil


def spp(k: Bacaan) -> Iterator[DokumenLuar]:
    rinci, bukti, pot = (k.per(t, "No_SPP") for t in ("Ta_SPPRinci", "Ta_SPPBukti", "Ta_SPPPot"))
    cair = k.per("Ta_Pencairan", "No_SPP")
    for b in k.baris("Ta_SPP"):
        nomor, di = b.get("No_SPP", ""), f"SPP {b.get('No_SPP', '')}"
        hari, cara = k.tanggal(b, "Tgl_SPP", di), CARA.get(b.get("Jn_SPP", "").upper(), "")
        if not cara:
            k.tolak.append(f"{di}: Jn_SPP {b.get('Jn_SPP')} tidak dikenal.")
        baris = _isi(k, di, rinci[nomor], bukti[nomor])
        if hari is None or not baris or not cara:
            continue
        potongan = _potongan(k, di, pot[nomor], baris)
        d = DokumenLuar(
            k.sumber(m.SPP, nomor), m.SPP, hari, b.get("Keterangan", "") or di, nomor=nomor, cara=cara,
            kegiatan=next((x.kunci.kegiatan for x in baris if x.kunci.kegiatan), ""), baris=baris,
            pihak=b.get("Nm_Penerima", ""), potongan=potongan, nilai=sum((x.nilai for x in baris), NOL),
            potongan_jumlah=sum((p.nilai for p in potongan), NOL),
            keadaan=m.DICAIRKAN if cair[nomor] else m.DIAJUKAN)  # fmt: skip
        k.cocokkan(di, k.uang(b, "Jumlah", di), d.nilai)
        yield d
        yield from _cair(k, d, cair[nomor])
        if not cair[nomor]:
            k.catatan.append(f"{di} belum dicairkan: dicatat sebagai SPP yang diajukan.")


def _cair(k: Bacaan, spp: DokumenLuar, cair: list[Rekam]) -> Iterator[DokumenLuar]:
    if not cair:
        return
    b = cair[0]
    nomor, di = b.get("No_Cek", ""), f"Pencairan {b.get('No_Cek', '')}"
    if len(cair) > 1:
        k.catatan.append(f"{spp.nomor}: {len(cair)} pencairan; dibukukan sekali pada {b.get('Tgl_Cek')}.")
    hari, (media, rekening) = k.tanggal(b, "Tgl_Cek", di), k.media(b, di)
    if hari is None:
        return
    k.cocokkan(di, sum((k.uang(c, "Jumlah", di) for c in cair), NOL), spp.nilai)
    d = DokumenLuar(k.sumber(m.CAIR, nomor or spp.nomor), m.CAIR, hari, spp.uraian, nomor=nomor, media=media,
                    rekening_id=rekening, nilai=spp.nilai, potongan_jumlah=spp.potongan_jumlah, induk=spp.sumber,
                    kegiatan=spp.kegiatan, pihak=spp.pihak)  # fmt: skip
    jenis = m.R_PANJAR if spp.cara == m.PANJAR else m.R_BELANJA
    d.gerak = [(Gerak(jenis, media, keluar=x.nilai, kunci=x.kunci, uraian=x.uraian, rekening_id=rekening), x)
               for x in spp.baris]  # fmt: skip
    d.gerak += _gerak_potongan(spp.potongan, media, rekening)
    yield d


def _gerak_potongan(potongan: list[PotonganLuar], media: str, rekening: int | None) -> list[
        tuple[Gerak, BarisLuar | PotonganLuar | None]]:  # fmt: skip
    return [(Gerak(m.R_POTONGAN, media, masuk=p.nilai, pajak=p.kode, kunci=Kunci("", "", p.sumber_dana),
                   uraian=f"Potongan {p.kode}", rekening_id=rekening), p) for p in potongan]  # fmt: skip


def spj(k: Bacaan) -> Iterator[DokumenLuar]:
    rinci, bukti, pot = (k.per(t, "No_SPJ") for t in ("Ta_SPJRinci", "Ta_SPJBukti", "Ta_SPJPot"))
    for b in k.baris("Ta_SPJ"):
        nomor, di = b.get("No_SPJ", ""), f"SPJ {b.get('No_SPJ', '')}"
        hari = k.tanggal(b, "Tgl_SPJ", di)
        baris = _isi(k, di, rinci[nomor], bukti[nomor])
        if hari is None or not baris:
            continue
        potongan = _potongan(k, di, pot[nomor], baris)
        d = DokumenLuar(
            k.sumber(m.SPJ, nomor), m.SPJ, hari, b.get("Keterangan", "") or di, nomor=nomor, baris=baris,
            kegiatan=next((x.kunci.kegiatan for x in baris), ""), media=m.TUNAI, potongan=potongan,
            nilai=sum((x.nilai for x in baris), NOL), potongan_jumlah=sum((p.nilai for p in potongan), NOL),
            induk=k.sumber(m.SPP, b.get("No_SPP", "")), keadaan=m.DISAHKAN)  # fmt: skip
        k.cocokkan(di, k.uang(b, "Jumlah", di), d.nilai)
        d.gerak = [(Gerak(m.R_BELANJA, m.DI_PANJAR, keluar=x.nilai, kunci=x.kunci, uraian=x.uraian), x)
                   for x in baris]  # fmt: skip
        d.gerak += _gerak_potongan(potongan, m.TUNAI, None)
        yield d


def sisa(k: Bacaan) -> Iterator[DokumenLuar]:
    rinci = k.per("Ta_SPJRinci", "No_SPJ")
    for b in k.baris("Ta_SPJSisa"):
        nomor, di = b.get("No_Bukti", ""), f"Sisa panjar {b.get('No_Bukti', '')}"
        hari, nilai = k.tanggal(b, "Tgl_Bukti", di), k.uang(b, "Nilai", di)
        if hari is None or nilai <= 0:
            continue
        milik = {k.kunci(r): k.uang(r, "Sisa", di) for r in rinci[b.get("No_SPJ", "")]}
        sisa = {x: v for x, v in milik.items() if v > 0} or dict.fromkeys(milik, Decimal(1))
        if not sisa:
            k.tolak.append(f"{di}: SPJ {b.get('No_SPJ')} tidak ada, jadi sumber dananya tidak diketahui.")
            continue
        d = DokumenLuar(k.sumber(m.TBP, f"sisa {nomor}"), m.TBP, hari, b.get("keterangan", "") or di,
                        nomor=nomor, nilai=nilai, media=m.TUNAI, kegiatan=next(iter(sisa)).kegiatan,
                        induk=k.sumber(m.SPP, b.get("No_SPP", "")))  # fmt: skip
        bagian = zip(sisa, bagi_rupiah(nilai, [int(v * 100) for v in sisa.values()]), strict=True)
        d.gerak = [(Gerak(m.R_SISA, m.TUNAI, masuk=v, kunci=x), None) for x, v in bagian if v]
        yield d


def setor(k: Bacaan, sebelum: Sequence[DokumenLuar]) -> Iterator[DokumenLuar]:
    """Deposits: paid from the sources whose taxes they pay, by receipt where it is named, else the oldest debt."""
    rinci, asal, utang = k.per("Ta_PajakRinci", "No_SSP"), _sumber_bukti(sebelum), _utang(sebelum)
    dipakai: set[str] = set()
    for b in sorted(k.baris("Ta_Pajak"), key=lambda b: n.tanggal(b.get("Tgl_SSP", "")) or date.min):
        nomor, di = b.get("No_SSP", ""), f"SSP {b.get('No_SSP', '')}"
        hari, (media, rekening) = k.tanggal(b, "Tgl_SSP", di), k.media(b, di)
        isi = [(k.pajak(r.get("Kd_Rincian", ""), di), asal.get(r.get("No_Bukti", ""), ""), k.uang(r, "Nilai", di))
               for r in rinci[nomor]]  # fmt: skip
        if hari is None or not isi:
            continue
        baris = [BarisLuar(Kunci("", "", dana), nilai, f"Setor {kode}", pajak=kode)
                 for (kode, dana), nilai in _bagi_sumber(k, di, isi, utang).items() if nilai]  # fmt: skip
        d = DokumenLuar(k.sumber(m.SETOR, nomor), m.SETOR, hari, b.get("Keterangan", "") or di, nomor=nomor,
                        nilai=sum((x.nilai for x in baris), NOL), media=media, rekening_id=rekening, baris=baris,
                        ntpn=_ntpn(k, b, di, dipakai))  # fmt: skip
        k.cocokkan(di, k.uang(b, "Jumlah", di), d.nilai)
        d.gerak = [(Gerak(m.R_SETOR, media, keluar=x.nilai, pajak=x.pajak, kunci=x.kunci, rekening_id=rekening), x)
                   for x in baris]  # fmt: skip
        yield d


def _utang(sebelum: Sequence[DokumenLuar]) -> Utang:
    hasil: Utang = defaultdict(lambda: NOL)
    for d in sebelum:
        for g, _ in d.gerak:
            if g.jenis in (m.R_POTONGAN, m.R_PAJAK_AWAL):
                hasil[g.pajak, g.kunci.sumber_dana] += g.masuk
    return hasil


def _sumber_bukti(sebelum: Sequence[DokumenLuar]) -> dict[str, str]:
    return {b.bukti: b.kunci.sumber_dana for d in sebelum for b in d.baris if b.bukti}


def _bagi_sumber(k: Bacaan, di: str, isi: Sequence[tuple[str, str, Decimal]], utang: Utang) -> Utang:
    """Which source pays how much: the named one as far as it owes, then the others in the order of their debts."""
    hasil: Utang = defaultdict(lambda: NOL)
    for kode, bernama, nilai in isi:
        sisa = nilai
        urut = sorted((s for t, s in utang if t == kode), key=lambda s: (s != bernama, -utang[kode, s]))
        for dana in urut:
            ambil = min(sisa, max(utang[kode, dana], NOL))
            hasil[kode, dana] += ambil
            utang[kode, dana] -= ambil
            sisa -= ambil
        if sisa > 0:
            k.tolak.append(f"{di}: setoran {kode} {rupiah(nilai)} melebihi yang dipungut (kurang {rupiah(sisa)}).")
    return hasil


def _ntpn(k: Bacaan, b: Rekam, di: str, dipakai: set[str]) -> str:
    """The NTPN when it is one; anything else in that column is said and left out."""
    teks = b.get("NTPN", "").strip().upper()
    if len(teks) == PANJANG_NTPN and teks.isalnum() and teks not in dipakai:
        dipakai.add(teks)
        return teks
    if teks:
        k.catatan.append(f"{di}: NTPN “{teks}” bukan 16 huruf dan angka, atau sudah dipakai; tidak diambil.")
    return ""
