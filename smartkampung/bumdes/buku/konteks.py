"""What posting and reports need to know about one enterprise, read once: accounts, entities, locked months."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from smartkampung.bumdes.buku.models import AkunBumdes, PeriodeBumdes
from smartkampung.bumdes.lembaga.models import Bumdes, EntitasBumdes
from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa


@dataclass(slots=True)
class Buku:
    """One enterprise's books as they stand in this transaction."""

    bumdes: Bumdes
    akun: dict[int, AkunBumdes]
    entitas: dict[int, EntitasBumdes]
    terkunci: set[tuple[int, int]] = field(default_factory=set)
    hari: date = field(default_factory=hari_desa)

    @property
    def bumdes_id(self) -> int:
        """The enterprise."""
        return self.bumdes.id

    def dengan_peran(self, *peran: str) -> list[AkunBumdes]:
        """The accounts with these meanings, by code."""
        return [a for a in self.akun.values() if a.peran in peran]

    def segarkan_periode(self) -> None:
        """Read the locks anew, after the books were locked for writing."""
        pilih = db.select(PeriodeBumdes.tahun, PeriodeBumdes.bulan).filter_by(bumdes_id=self.bumdes_id)
        self.terkunci = {(t, b) for t, b in db.session.execute(pilih)}

    def kunci(self, hari: date) -> bool:
        """Whether a day lies in a locked month or a closed year."""
        return bool({(hari.year, hari.month), (hari.year, 0)} & self.terkunci)


def buku(bumdes: Bumdes) -> Buku:
    """The context of one enterprise."""
    akun = db.session.scalars(db.select(AkunBumdes).filter_by(bumdes_id=bumdes.id).order_by(AkunBumdes.kode))
    entitas = db.session.scalars(db.select(EntitasBumdes).filter_by(bumdes_id=bumdes.id).order_by(EntitasBumdes.urut))
    hasil = Buku(bumdes, {a.id: a for a in akun}, {e.id: e for e in entitas})
    hasil.segarkan_periode()
    return hasil


def buka_buku(entitas_id: int) -> Buku:
    """The context an entity belongs to."""
    return buku(db.session.get_one(EntitasBumdes, entitas_id).bumdes)
