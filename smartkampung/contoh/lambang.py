"""The emblem of the invented village: a green shield with a sun and rice fields. No real place has it."""

from __future__ import annotations

import io

HUTAN, EMAS, PUTIH = (20, 96, 59), (226, 170, 62), (255, 255, 255)


def lambang(sisi: int = 480) -> bytes:
    """The emblem as a PNG with a clear ground."""
    from PIL import Image, ImageDraw

    gambar = Image.new("RGBA", (sisi, sisi), (0, 0, 0, 0))
    kuas = ImageDraw.Draw(gambar)
    s = sisi / 100
    perisai = [(14, 8), (86, 8), (86, 55), (50, 95), (14, 55)]
    kuas.polygon([(x * s, y * s) for x, y in perisai], fill=HUTAN)
    kuas.line([(x * s, y * s) for x, y in [*perisai, perisai[0]]], fill=EMAS, width=int(3 * s), joint="curve")
    kuas.pieslice((34 * s, 24 * s, 66 * s, 56 * s), 180, 360, fill=EMAS)
    for x in (24, 32, 68, 76):
        kuas.line([(x * s, 40 * s), ((50 + (x - 50) * 1.35) * s, 31 * s)], fill=EMAS, width=int(1.6 * s))
    for nomor, y in enumerate((46, 56, 66, 76)):
        lebar = 34 - nomor * 6.5
        kuas.arc(((50 - lebar) * s, (y - 4) * s, (50 + lebar) * s, (y + 9) * s), 200, 340, fill=PUTIH,
                 width=int(2 * s))
    keluar = io.BytesIO()
    gambar.save(keluar, "PNG", optimize=True)
    return keluar.getvalue()
