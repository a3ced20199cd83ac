"""Names as they sound, so that a search finds them however the registry spelled them.

A name becomes tokens, a token becomes one or two keys: its plain letters, and its sound. Sounds write old
and new spelling alike (Soekarno/Sukarno, Djoko/Joko, Tjahjo/Cahyo), drop doubled and silent letters
(Rochmat/Rohmat, Syamsul/Samsul), and know the short forms of the commonest names (M., Moh., Muh.).
A search matches by the beginning of either key, so it works while the officer is still typing.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from typing import Any

from smartkampung.lokasi import folder_data

PANJANG_KATA = 24
BATAS_KATA = 12


def _muat() -> dict[str, Any]:
    with (folder_data() / "ejaan.toml").open("rb") as berkas:
        return tomllib.load(berkas)


_DATA = _muat()
_GELAR_DEPAN = frozenset(_DATA["gelar_depan"].split())
_GELAR_BELAKANG = frozenset(_DATA["gelar_belakang"].split())
_SAMBUNG = frozenset(_DATA["sambung"].split())
_SINGKATAN = {tulisan: bunyi for bunyi, semua in _DATA["singkatan"].items() for tulisan in semua.split()}
_BUKAN_HURUF = re.compile(r"[^a-z0-9]+")
_ABDUR = re.compile(r"abd(?:u|oe)([lrnszdt]?)(?!l*[ao]h)([a-z]{4,})")
# In this order; each pair is (how it may be written, how it sounds to us).
_BUNYI = tuple((re.compile(pola), ganti) for pola, ganti in (
    (r"^[ck]h", "k"),           # Choirul, Khoirul
    (r"(?<=[a-z])[ck]h", ""),   # Rachman, Rokhman = Rahman
    (r"tj", "c"),
    (r"sj|sy", "s"),
    (r"nj", "ny"),
    (r"dj", "j"),
    (r"oe|oo|ou", "u"),
    (r"[ao][ei](?![aiueo])", "ai"),   # Zaenal, Zainal; Khoirul, Khairul
    (r"(?<=[a-z])h", ""),       # Sholeh, Soleh
    (r"[jy]", "i"),             # Jusuf, Yusuf; Rizky, Rizki
    (r"ie", "i"),
    (r"[fv]", "p"),             # Novi, Nofi, Nopi
    (r"z", "s"),
    (r"q|x", "k"),
    (r"(.)\1+", r"\1"),
))


def kata_kunci(nama: str) -> tuple[str, ...]:
    """All keys of a name, for the index: plain letters and sounds of its words, without titles."""
    kunci: dict[str, None] = {}
    for kata in pecah(nama)[:BATAS_KATA]:
        kunci.update(dict.fromkeys(bentuk(kata)))
    return tuple(kunci)


def bentuk(kata: str) -> tuple[str, ...]:
    """The keys of one word: its letters, its sound, and the parts of a joined Abdur-."""
    hasil = {kata[:PANJANG_KATA]: None, bunyi(kata): None}
    if cocok := _ABDUR.fullmatch(kata):
        hasil |= {"abdul": None, bunyi(cocok[2]): None}
    return tuple(k for k in hasil if k)


def kunci_cari(teks: str) -> list[tuple[str, ...]]:
    """What to look for: for every word typed, the beginnings of which one must match."""
    hasil: list[tuple[str, ...]] = []
    for kata in pecah(teks)[:6]:
        if cocok := _ABDUR.fullmatch(kata):
            hasil += [("abdul",), (bunyi(cocok[2]),)]
        else:
            suara = bunyi(kata)  # "zz" sounds like "s", which would find half the village
            hasil.append(tuple(dict.fromkeys((kata[:PANJANG_KATA],
                                              suara if len(suara) > 1 else kata[:PANJANG_KATA]))))
    return hasil


def pecah(nama: str) -> list[str]:
    """The words of a name in plain small letters, without titles; all words when it is only titles."""
    polos = _tanpa_aksen(nama)
    depan, _, belakang = polos.partition(",")
    kata = [k for mentah in depan.split() for k in _kata_depan(mentah)]
    kata += [k for k in _BUKAN_HURUF.split(belakang.replace(".", "")) if k and k not in _GELAR_BELAKANG]
    inti = [k for k in kata if k not in _SAMBUNG] or kata
    while len(inti) > 1 and inti[0] in _GELAR_DEPAN:
        inti = inti[1:]
    return inti or [k for k in _BUKAN_HURUF.split(polos) if k]


def bunyi(kata: str) -> str:
    """How one plain word sounds: `soekarno` -> `sukarno`, `moch` -> `muamad`."""
    kata = _SINGKATAN.get(kata, kata)
    if kata.startswith(("moh", "moch", "much", "mokh", "mukh")):
        kata = "muh" + kata[3 + (kata[2] != "h"):]
    for pola, ganti in _BUNYI:
        kata = pola.sub(ganti, kata)
    return kata[:PANJANG_KATA]


def _kata_depan(mentah: str) -> list[str]:
    """One blank-separated piece before the comma: `S.Pd` is a title, `M.Yusuf` two words."""
    rapat = mentah.replace(".", "")
    if "." in mentah.rstrip(".") and rapat in _GELAR_BELAKANG | _GELAR_DEPAN:
        return []
    return [k for k in _BUKAN_HURUF.split(mentah.replace("'", "").replace("`", "").replace("’", "")) if k]


def _tanpa_aksen(teks: str) -> str:
    terurai = unicodedata.normalize("NFKD", teks.casefold())
    return "".join(h for h in terurai if not unicodedata.combining(h))
