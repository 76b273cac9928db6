"""Walk one report through each of the other four desks, over HTTP, as their officers.

Reports are taken by the desks' own staff, as from telephone, WhatsApp or counter.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from tanggap.running.demonstration_walk import Officer, Stuck, good, say
from tanggap.services.demonstration.certificates import PASSPHRASE

CALLER = {
    "kind": "citizen",
    "name": "Rukmini Wijayanti",
    "phone": "0812-0000-0099",
    "email": "rukmini@contoh.example",
    "address": "Jalan Contoh Nomor 9",
}


class Intake(Officer):
    """An officer who takes reports at a desk."""

    def take(self, channel: str, subject: str, narrative: str, category: str) -> str:
        """Take a report; returns its id."""
        desk = next(one for one in self.desks() if channel in one["channels"])
        chosen = next(one["id"] for one in desk["categories"] if one["name"] == category)
        answer = self.client.post(
            f"/desks/{desk['id']}/reports",
            json={
                "channel": channel,
                "submission_key": str(uuid4()),
                "reporter": CALLER,
                "category_id": chosen,
                "subject": subject,
                "narrative": narrative,
            },
        )
        taken: dict[str, Any] = good(answer).json()
        say(f"  laporan {taken['number']} dicatat")
        return str(taken["id"])

    def desks(self) -> list[dict[str, Any]]:
        """The desks this officer works at."""
        found: list[dict[str, Any]] = good(self.client.get("/desks")).json()["items"]
        return found


def wadul_aladin(base_url: str) -> None:
    """A technical complaint, returned once, sent to another department and followed up."""
    say("WADUL ALADIN:")
    admin, team = Intake(base_url, "adminkota"), Officer(base_url, "timkota")
    report = admin.take(
        "whatsapp", "Lampu jalan padam", "Lampu di tikungan padam sejak Senin.", "Penerangan jalan"
    )
    admin.act(report, "receive")
    team.act(report, "technical", units=team.units_of(report, "technical", "Pendidikan"))
    Officer(base_url, "disdik").act(report, "incomplete", note="Bukan urusan kami.")
    team.act(report, "technical", units=team.units_of(report, "technical", "Perhubungan"))
    Officer(base_url, "dishub").act(report, "complete")
    follower = Officer(base_url, "dishub2")
    follower.act(
        report,
        "finish",
        follow_up="Lampu diganti pada Rabu malam oleh dua petugas.",
        answer="Lampu sudah menyala kembali. Terima kasih atas laporannya.",
    )
    team.save(report, "follow_up_report", "wadul-laporan-tindak-lanjut")
    team.save_sheet(report, "wadul-lembar-sop")


def call_centre(base_url: str) -> None:
    """A call handed to a department; then yesterday's recap, archived."""
    say("Call center:")
    operator = Intake(base_url, "callcenter")
    report = operator.take(
        "telephone", "Jadwal puskesmas", "Pukul berapa puskesmas buka?", "Kesehatan"
    )
    for action in ("pick_up", "clear", "search", "not_found"):
        operator.act(report, action)
    operator.act(report, "hand_on", units=operator.units_of(report, "hand_on", "Kesehatan"))
    Officer(base_url, "dinkes").act(report, "respond", response="Senin sampai Sabtu, 08.00–14.00.")
    operator.act(report, "take_answer")
    operator.act(report, "convey", answer="Puskesmas buka Senin sampai Sabtu, 08.00–14.00.")
    operator.save_sheet(report, "call-center-lembar-sop")
    _recap(operator)
    _monthly_recap(base_url, operator)


def _recap(operator: Intake) -> None:
    """Archive yesterday's recap."""
    recap = _begun(operator, "day", _today() - timedelta(days=1))
    if not recap["is_archived"]:
        _step(operator, recap, "archive", note="Hari biasa.")
    _save_recap(operator, recap, "call-center-rekap-harian")


def _monthly_recap(base_url: str, operator: Intake) -> None:
    """Last month's recap, initialled by the section head and archived."""
    recap = _begun(operator, "month", _today().replace(day=1) - timedelta(days=1))
    if not recap["is_archived"]:
        coordinator, head = Officer(base_url, "koordinator"), Officer(base_url, "kasi")
        for officer, action, given in (
            (coordinator, "submit", {"summary": "Aduan jalan terbanyak bulan ini."}),
            (head, "initial", {}),
            (coordinator, "archive", {}),
        ):
            recap = _step(officer, recap, action, **given)
    _save_recap(operator, recap, "call-center-rekap-bulanan")


def _begun(operator: Intake, every: str, day: date) -> dict[str, Any]:
    """The recap of a day or month, begun by hand where the worker has not begun it yet."""
    recaps = f"/desks/{operator.desks()[0]['id']}/recaps"
    begun = operator.client.post(recaps, json={"every": every, "day": day.isoformat()})
    listed = good(operator.client.get(f"{recaps}?every={every}")).json()["items"]
    found: dict[str, Any] = begun.json() if begun.is_success else listed[0]
    return found


def _step(officer: Officer, recap: dict[str, Any], action: str, **given: str) -> dict[str, Any]:
    """Take the recap's next step; one that was taken in an earlier walk is passed over."""
    seen = good(officer.client.get(f"/recaps/{recap['id']}")).json()
    offered = {one["id"]: one["label"] for one in seen["allowed_actions"]}
    if action not in offered:
        return recap
    after: dict[str, Any] = good(
        officer.client.post(
            f"/recaps/{recap['id']}/actions/{action}",
            json={"given": given},
            headers={"If-Match": seen["etag"]},
        )
    ).json()
    say(f"  rekap {after['period']}: {offered[action]}")
    return after


def _save_recap(operator: Officer, recap: dict[str, Any], name: str) -> None:
    operator.save_file(f"/recaps/{recap['id']}/file", name)
    operator.save_file(f"/recaps/{recap['id']}/spreadsheet", f"{name}.xlsx")


def hotline(base_url: str) -> None:
    """A complaint outside the authority, referred with form and receipt."""
    say("Hotline BKPSDM:")
    officer, team = Intake(base_url, "hotline"), Officer(base_url, "timaduan")
    report = officer.take(
        "whatsapp",
        "Mutasi guru tertunda",
        "Berkas mutasi saya di sekolah belum diproses.",
        "Mutasi dan pangkat",
    )
    officer.act(report, "greet")
    officer.act(report, "forward")
    team.act(
        report,
        "outside",
        units=team.units_of(report, "outside", "Pendidikan"),
        note="Mutasi guru diurus Dinas Pendidikan.",
    )
    team.save(report, "referral_form", "hotline-formulir-penyaluran")
    team.save_sheet(report, "hotline-lembar-sop")
    receiver = Officer(base_url, "disdik")
    receiver.act(report, "receive", received_by="Wulan Cahyani, Kepala Subbagian Umum")
    team.save(report, "referral_receipt", "hotline-tanda-terima-opd")


def dpmptsp(base_url: str) -> None:
    """A complaint with a field visit, a chain of initials, a signed letter, and publication."""
    say("DPMPTSP:")
    coordinator = Officer(base_url, "subkoor")
    report = _registered(base_url)
    _studied(base_url, coordinator, report)
    _visited(base_url, coordinator, report)
    _signed(base_url, coordinator, report)
    coordinator.act(
        report,
        "publish",
        publication_title="Penggilingan batu tanpa izin",
        publication_question="Warga melaporkan penggilingan batu yang berdebu.",
        publication_answer="Kegiatan telah diperiksa dan dihentikan sampai perizinannya lengkap.",
    )
    for kind, name in PAPERS:
        coordinator.save(report, kind, f"dpmptsp-{name}")
    coordinator.save_sheet(report, "dpmptsp-lembar-sop")


PAPERS = (
    ("study", "telaahan"),
    ("disposition", "lembar-disposisi"),
    ("assignment_letter", "surat-tugas"),
    ("examination_record", "berita-acara"),
    ("reply_letter", "surat-jawaban"),
)


def _registered(base_url: str) -> str:
    staff = Intake(base_url, "staf")
    report = staff.take(
        "counter",
        "Penggilingan tanpa izin",
        "Penggilingan batu di dekat rumah kami berdebu.",
        "Usaha tanpa izin",
    )
    staff.act(report, "declare_complete")
    return report


def _studied(base_url: str, coordinator: Officer, report: str) -> None:
    coordinator.act(
        report,
        "submit_study",
        study_issue="Kegiatan penggilingan diduga tanpa izin.",
        study_facts="Tidak ada nomor induk berusaha untuk lokasi itu.",
        study_analysis="Perlu peninjauan lapangan.",
        study_conclusion="Tim lapangan memeriksa lokasi.",
    )
    division = Officer(base_url, "kabid")
    division.act(report, "submit_analysis", analysis="Sudah dikoordinasikan dengan kecamatan.")
    Officer(base_url, "kadis").act(report, "order", note="Tinjau lokasi dan siapkan jawaban.")


def _visited(base_url: str, coordinator: Officer, report: str) -> None:
    today = _today()
    coordinator.act(
        report,
        "send_team",
        people=coordinator.choices_of(report, "send_team", "people", "Hasan", "Rina"),
        assignment_purpose="Memeriksa kegiatan penggilingan batu.",
        assignment_from=today.isoformat(),
        assignment_until=(today + timedelta(days=1)).isoformat(),
    )
    field = Officer(base_url, "lapangan1")
    field.act(report, "gather", field_data="Satu mesin beroperasi tanpa penyiraman debu.")
    field.act(
        report,
        "record",
        examined_on=today.isoformat(),
        examined_place="Lokasi penggilingan batu",
        findings="Kegiatan berjalan tanpa izin.",
        formulation="Kegiatan dihentikan sampai perizinannya lengkap.",
    )


def _signed(base_url: str, coordinator: Officer, report: str) -> None:
    """Up the chain, once one rung back, and signed at the signing desk."""
    division, secretary = Officer(base_url, "kabid"), Officer(base_url, "sekretaris")
    coordinator.act(
        report,
        "submit_draft",
        answer="Kegiatan penggilingan telah kami periksa dan kami hentikan sampai izinnya lengkap.",
    )
    division.act(report, "initial")
    secretary.act(report, "return_draft", note="Periksa sekali lagi dasar hukumnya.")
    division.act(report, "initial")
    secretary.act(report, "initial")
    _sign(Officer(base_url, "kadis"), report)


def _today() -> date:
    return datetime.now(ZoneInfo("Asia/Jakarta")).date()


def _sign(head: Officer, report: str) -> None:
    """Sign at the signing desk, with the passphrase that script/server prints."""
    waiting = good(head.client.get("/signing/letters")).json()["items"]
    line = next((one for one in waiting if one["report_id"] == report), None)
    if line is None:
        raise Stuck("meja tanda tangan: surat tidak menunggu")
    head.save_file(f"/signing/letters/{line['task_id']}/preview", "dpmptsp-konsep-surat-jawaban")
    good(
        head.client.post(
            f"/signing/letters/{line['task_id']}/signature",
            json={"passphrase": PASSPHRASE, "text_sha256": line["text_sha256"]},
            headers={"If-Match": line["etag"]},
        )
    )
    say("  11. Kepala Dinas: surat ditandatangani secara elektronik")


WALKS = (wadul_aladin, call_centre, hotline, dpmptsp)
