"""What printing costs: the designer's live preview over HTTP, and 1,000 letters as one file in its own process."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import lxml.html

from smartkampung import create_app
from smartkampung.akun.queries import pengguna_bernama
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.pengaturan import Pengaturan
from smartkampung.surat import gabung, rancangan
from smartkampung.surat.models import Surat
from tests.kinerja import beban

BANYAK = 1_000


def siapkan_rancangan(folder: Path) -> int:
    """A draft of a kind with tables; answers its id."""
    app = create_app(Pengaturan.muat(folder))
    with app.app_context():
        with transaksi():
            jenis = rancangan.terbaru("ahli-waris")
            assert jenis is not None
            kunci = rancangan.mulai(jenis, oleh=pengguna_bernama("sekdes")).id
        db.session.remove()
        db.engine.dispose()
    return kunci


def pratinjau(port: int, kuki: str, rancangan_id: int) -> beban.Hasil:
    """The picture beside the form, made from what stands in it."""
    jalur = f"/surat/rancang/{rancangan_id}"
    with urlopen(Request(f"http://127.0.0.1:{port}{jalur}", headers={"Cookie": kuki})) as jawab:
        form = lxml.html.fromstring(jawab.read().decode()).xpath("//form[@data-rancang]")[0]
        kuki = "; ".join([kuki, *(k.split(";")[0] for k in jawab.headers.get_all("Set-Cookie", []))])
    isi = [(k, v) for k, v in form.form_values() if k != "penduduk_id"] + [("penduduk_id", "100")]
    return beban.ukur(port, beban.post(f"{jalur}/gambar", urlencode(isi), kuki), banyak=60)


def gabungan(folder: Path) -> tuple[float, int, int]:
    """Seconds, peak megabytes, and size in kilobytes of joining 1,000 letters, measured in a process of its own."""
    perintah = [sys.executable, "-m", "tests.kinerja.cetakan", str(folder)]
    hasil = json.loads(subprocess.run(perintah, capture_output=True, check=True).stdout)
    return hasil["detik"], hasil["mb"], hasil["kb"]


def _gabung(folder: Path) -> dict[str, float]:
    app = create_app(Pengaturan.muat(folder))
    with app.app_context():
        ada = list(db.session.scalars(db.select(Surat.berkas_id).where(Surat.berkas_id.is_not(None)).limit(BANYAK)))
        kunci = (ada * (BANYAK // len(ada) + 1))[:BANYAK]
        mulai = time.perf_counter()
        data = gabung.gabungkan(kunci)
        lama = time.perf_counter() - mulai
    return {"detik": lama, "mb": _puncak(), "kb": len(data) // 1024}


def _puncak() -> int:
    """Peak megabytes of this process; `ru_maxrss` would count what the process that started it held as well."""
    status = Path("/proc/self/status")
    if not status.exists():
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    puncak = next(b for b in status.read_text().splitlines() if b.startswith("VmHWM:"))
    return int(puncak.split()[1]) // 1024


if __name__ == "__main__":
    print(json.dumps(_gabung(Path(sys.argv[1]))))
