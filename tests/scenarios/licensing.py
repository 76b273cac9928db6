"""A complaint on its way through the licensing office."""

from __future__ import annotations

from tests.scenarios.conftest import World
from tests.scenarios.walking import Case

STUDY = {
    "study_issue": "Kegiatan penggilingan diduga tanpa izin.",
    "study_facts": "Tidak ada nomor induk berusaha untuk lokasi itu.",
    "study_analysis": "Perlu peninjauan lapangan.",
    "study_conclusion": "Tim lapangan memeriksa lokasi.",
}
ANSWER = "Kegiatan penggilingan kami hentikan sampai izinnya lengkap."


def taken(office: World, channel: str = "counter") -> Case:
    """A complaint that the staff write down."""
    report = office.intake("staf").take(
        channel, "Penggilingan berdebu", "Penggilingan di dekat rumah berdebu.", "Usaha tanpa izin"
    )
    office.work()
    return Case(office, report)


def studied(case: Case) -> None:
    """From registration to the head's order."""
    case.act("staf", "declare_complete")
    case.act("subkoor", "submit_study", **STUDY)
    case.act("kabid", "submit_analysis", analysis="Sudah dikoordinasikan dengan kecamatan.")
    case.act("kadis", "order", note="Tinjau lokasi dan siapkan jawaban.")


def drafted(case: Case) -> None:
    """A draft without a visit, which lies with the head of the division."""
    studied(case)
    case.act("subkoor", "no_visit")
    case.act("subkoor", "submit_draft", answer=ANSWER)


def to_the_head(case: Case) -> None:
    """The same, initialled by both superiors below the head."""
    drafted(case)
    case.act("kabid", "initial")
    case.act("sekretaris", "initial")
