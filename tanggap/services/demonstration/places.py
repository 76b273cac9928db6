"""Districts of the cities whose procedures run in the demonstration, and where they lie.

Names as in the list of region codes (Kepmendagri 300.2.2-2430/2025); points are degrees (WGS 84)
near the middle of each district, good to about a kilometre: enough for a map of bubbles.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from tanggap.domain.gazetteer import PlaceKind
from tanggap.storage.database import new_id
from tanggap.storage.organisation import Agency
from tanggap.storage.places import Place


@dataclass(frozen=True, slots=True)
class DistrictSeed:
    """A district with its point and its villages."""

    name: str
    latitude: float
    longitude: float
    villages: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()


DISTRICTS: dict[str, tuple[DistrictSeed, ...]] = {
    "Pangkalpinang": (
        DistrictSeed(
            "Bukit Intan",
            -2.16,
            106.135,
            (
                "Semabung Lama",
                "Bacang",
                "Air Itam",
                "Pasir Putih",
                "Temberan",
                "Sinar Bulan",
                "Air Mawar",
            ),
        ),
        DistrictSeed(
            "Taman Sari",
            -2.127,
            106.116,
            ("Opas Indah", "Gedung Nasional", "Batin Tikal", "Rawa Bangun", "Kejaksaan"),
        ),
        DistrictSeed(
            "Pangkal Balam",
            -2.1,
            106.13,
            ("Pasir Garam", "Lontong Pancur", "Ketapang", "Ampui", "Rejosari"),
        ),
        DistrictSeed(
            "Rangkui",
            -2.13,
            106.104,
            (
                "Pintu Air",
                "Bintang",
                "Masjid Jamik",
                "Asam",
                "Melintang",
                "Parit Lalang",
                "Keramat",
                "Gajah Mada",
            ),
            spellings=("Rangkuy",),
        ),
        DistrictSeed(
            "Gerunggang",
            -2.125,
            106.08,
            (
                "Taman Bunga",
                "Bukit Merapen",
                "Bukit Sari",
                "Tua Tunu Indah",
                "Kacang Pedang",
                "Air Kepala Tujuh",
            ),
        ),
        DistrictSeed(
            "Gabek",
            -2.083,
            106.115,
            (
                "Selindung",
                "Selindung Baru",
                "Gabek Satu",
                "Gabek Dua",
                "Air Salemba",
                "Jerambah Gantung",
            ),
        ),
        DistrictSeed(
            "Girimaya",
            -2.146,
            106.121,
            ("Pasar Padi", "Batu Intan", "Bukit Besar", "Sriwijaya", "Semabung Baru"),
        ),
    ),
    "Pekalongan": (
        DistrictSeed("Pekalongan Barat", -6.892, 109.655),
        DistrictSeed("Pekalongan Timur", -6.893, 109.695),
        DistrictSeed("Pekalongan Utara", -6.864, 109.678),
        DistrictSeed("Pekalongan Selatan", -6.927, 109.672),
    ),
    "Depok": (
        DistrictSeed("Pancoran Mas", -6.402, 106.807),
        DistrictSeed("Cimanggis", -6.365, 106.868),
        DistrictSeed("Sawangan", -6.404, 106.765),
        DistrictSeed("Limo", -6.368, 106.782),
        DistrictSeed("Sukmajaya", -6.393, 106.848),
        DistrictSeed("Beji", -6.373, 106.821),
        DistrictSeed("Cipayung", -6.429, 106.801),
        DistrictSeed("Cilodong", -6.433, 106.842),
        DistrictSeed("Cinere", -6.333, 106.783),
        DistrictSeed("Tapos", -6.429, 106.887),
        DistrictSeed("Bojongsari", -6.393, 106.738),
    ),
}
"""By the place of the agency."""


def add_places(session: Session, agency: Agency) -> None:
    """Write the gazetteer of the city the agency governs, if it is one of these."""
    for seed in DISTRICTS.get(agency.place, ()):
        district = Place(
            id=new_id(),
            agency_id=agency.id,
            kind=PlaceKind.DISTRICT.value,
            name=seed.name,
            spellings=list(seed.spellings),
            latitude=seed.latitude,
            longitude=seed.longitude,
        )
        session.add(district)
        session.flush()
        session.add_all(
            Place(
                id=new_id(),
                agency_id=agency.id,
                district_id=district.id,
                kind=PlaceKind.VILLAGE.value,
                name=name,
                spellings=[],
            )
            for name in seed.villages
        )
    session.flush()
