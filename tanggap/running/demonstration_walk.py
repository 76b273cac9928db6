"""Walk the running product over HTTP as reporter and officers, through both branches of NKK.

What a person would save on the way lies in ``var/demo`` afterwards.
"""

from __future__ import annotations

import base64
import re
import sys
import time
from collections.abc import Mapping
from html import unescape
from typing import Any

import httpx

from tanggap.settings import ROOT

PASSWORD = "Peragaan-Tanggap-2026"  # noqa: S105 (the demonstration's, known to everyone)
DOMAIN = "contoh.example"
FOLDER = ROOT / "var" / "demo"
API = "/api/admin/v1"
LONGEST_WAIT = 60  # seconds for the worker to render a paper
HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
RADIO = re.compile(r'<input[^>]*type="radio"[^>]*>')
ATTRIBUTE = re.compile(r'(name|value)="([^"]*)"')
A_DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mNgYGAAAAAEAAHI6uv5AAAAAElFTkSuQmCC"
)


class Stuck(Exception):
    """The product did not answer as a person would expect; the text says where."""


def say(line: str) -> None:
    """Tell the person at the terminal what happens."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class Reporter:
    """A reporter with a browser without JavaScript.

    Args:
        transport: another way to the product than the network, for its tests.
    """

    def __init__(
        self, base_url: str, login: str, *, transport: httpx.BaseTransport | None = None
    ) -> None:
        self.browser = httpx.Client(
            base_url=base_url, follow_redirects=True, timeout=30, transport=transport
        )
        self.send("/masuk", email=f"{login}@{DOMAIN}", password=PASSWORD)

    def page(self, path: str) -> httpx.Response:
        """Open a page."""
        return good(self.browser.get(path))

    def send(self, path: str, /, **fields: str) -> httpx.Response:
        """Open the page of a form, fill it in and send it."""
        return self._post(self.page(path), fields, None)

    def upload(self, path: str, field: str, name: str, content: bytes) -> httpx.Response:
        """Send a picture with the form of a page."""
        return self._post(self.page(path), {}, {field: (name, content, "image/png")})

    def _post(
        self,
        form: httpx.Response,
        fields: Mapping[str, str],
        files: dict[str, tuple[str, bytes, str]] | None,
    ) -> httpx.Response:
        hidden = dict(_attributes(found) for found in HIDDEN.findall(form.text))
        return good(self.browser.post(form.url, data={**hidden, **fields}, files=files))

    def choose(self, path: str, name: str, number: int = 0) -> httpx.Response:
        """Choose one of a page's radio buttons by its place."""
        radios = [_attributes(found) for found in RADIO.findall(self.page(path).text)]
        options = [value for given, value in radios if given == name]
        return self.send(path, **{name: options[number]})

    def file_report(
        self, *, category: int, subject: str, narrative: str, person: str, hides: bool
    ) -> str:
        """Write a report page by page and send it; returns the path of its page."""
        started = self.page("/lapor")
        if not re.search(r"/lapor/[0-9a-f-]{36}", str(started.url)):
            started = self.send("/lapor")
        draft = _found(r"(/lapor/[0-9a-f-]{36})", str(started.url) + started.text)
        self.choose(f"{draft}/kategori", "chosen", category)
        self.choose(f"{draft}/subkategori", "chosen", 0)
        self.send(
            f"{draft}/kejadian",
            subject=subject,
            narrative=narrative,
            happened="Selasa pagi, sekitar pukul 09.00",
            place="Loket pelayanan",
        )
        if person:
            self.send(
                f"{draft}/terlapor",
                **{"person0-name": person, "person0-unit_name": "Dinas Kesehatan"},
            )
        else:
            self.send(f"{draft}/terlapor", unknown="y")
        self.upload(f"{draft}/bukti", "files", "bukti.png", A_DOT)
        self.send(f"{draft}/kerahasiaan", identity="hidden" if hides else "shown")
        receipt = self.send(f"{draft}/periksa")
        report = _found(r"(/laporan/[0-9a-f-]{36})", str(receipt.url))
        number = _found(r"(NKK-\d{4}-\d{5})", receipt.text)
        say(f"  laporan {number} masuk")
        return report

    def save(self, page: str, pattern: str, name: str) -> None:
        """Download the first paper that ``page`` links to, as soon as the worker has made it."""
        until = time.monotonic() + LONGEST_WAIT
        while time.monotonic() < until:
            for link in re.findall(pattern, self.page(page).text):
                answer = self.browser.get(unescape(link))
                if answer.headers.get("content-type") == "application/pdf":
                    keep(name, answer.content)
                    return
            time.sleep(0.5)
        raise Stuck(f"{page}: naskah belum jadi setelah {LONGEST_WAIT} detik")


class Officer:
    """An officer with a client of the API."""

    def __init__(
        self, base_url: str, login: str, *, transport: httpx.BaseTransport | None = None
    ) -> None:
        self.name = login
        self.client = httpx.Client(base_url=base_url + API, timeout=30, transport=transport)
        self._renew(self.client.get("/session"))
        credentials = {"email": f"{login}@{DOMAIN}", "password": PASSWORD}
        session = good(self.client.post("/session", json=credentials))
        self._renew(session)
        if session.json()["state"] != "signed_in":
            raise Stuck(f"{login}: {session.json()['state']}")

    def _renew(self, answer: httpx.Response) -> None:
        self.client.headers["X-CSRFToken"] = good(answer).json()["csrf_token"]

    def report(self, report: str) -> dict[str, Any]:
        """Read a report by the path of its portal page."""
        found: dict[str, Any] = good(
            self.client.get(f"/reports/{report.removeprefix('/laporan/')}")
        ).json()
        return found

    def act(self, report: str, action: str, **given: Any) -> dict[str, Any]:
        """Take an action at the open task that offers it."""
        seen = self.report(report)
        for task in seen["tasks"]:
            for offered in task["allowed_actions"]:
                if offered["id"] == action:
                    return self._take(seen, task, offered, given)
        raise Stuck(f"{self.name}: tindakan {action} tidak ditawarkan pada {seen['number']}")

    def _take(
        self,
        seen: dict[str, Any],
        task: dict[str, Any],
        offered: dict[str, Any],
        given: dict[str, Any],
    ) -> dict[str, Any]:
        path = f"/reports/{seen['id']}/tasks/{task['id']}/actions/{offered['id']}"
        answer = self.client.post(path, json={"given": given}, headers={"If-Match": seen["etag"]})
        say(f"  {task['step_number']}. {task['actor_title']}: {offered['label']}")
        after: dict[str, Any] = good(answer).json()
        return after

    def units_of(self, report: str, action: str, *names: str) -> list[str]:
        """The ids of units offered by an action's field, by parts of their names."""
        return self.choices_of(report, action, "units", *names)

    def choices_of(self, report: str, action: str, field: str, *names: str) -> list[str]:
        """The values that an action's field offers under labels with one of these words."""
        for task in self.report(report)["tasks"]:
            for offered in task["allowed_actions"]:
                if offered["id"] == action:
                    asked = next(one for one in offered["fields"] if one["id"] == field)
                    return [
                        str(choice["value"])
                        for choice in asked["choices"]
                        if any(name in choice["label"] for name in names)
                    ]
        raise Stuck(f"{self.name}: tindakan {action} tidak ditawarkan")

    def save(self, report: str, kind: str, name: str) -> None:
        """Download a document as soon as the worker has made it."""
        until = time.monotonic() + LONGEST_WAIT
        while time.monotonic() < until:
            for document in self.report(report)["documents"]:
                if document["kind"] == kind and document["is_ready"]:
                    file = good(self.client.get(f"/documents/{document['id']}/file"))
                    keep(name, file.content)
                    return
            time.sleep(0.5)
        raise Stuck(f"{kind} belum jadi setelah {LONGEST_WAIT} detik")

    def save_sheet(self, report: str, name: str) -> None:
        """Download the official sheet of the SOP that a report runs by."""
        self.save_file(f"/procedures/{self.report(report)['procedure']['id']}/sheet", name)

    def save_file(self, path: str, name: str) -> None:
        """Download a paper by its address, as soon as the worker has made it."""
        until = time.monotonic() + LONGEST_WAIT
        while time.monotonic() < until:
            answer = self.client.get(path)
            if answer.is_success:
                keep(name, answer.content)
                return
            time.sleep(0.5)
        raise Stuck(f"{path} belum jadi setelah {LONGEST_WAIT} detik")


def information_branch(base_url: str) -> None:
    """A question, answered by the operator."""
    say("Cabang informasi:")
    reporter = Reporter(base_url, "warga")
    operator, main_team = Officer(base_url, "operator"), Officer(base_url, "timutama")
    report = reporter.file_report(
        category=3,
        subject="Apakah ASN boleh berjualan daring?",
        narrative="Saya ingin tahu aturan bagi ASN yang berjualan daring di luar jam kerja.",
        person="",
        hides=False,
    )
    reporter.save(
        f"{report}/tanda-terima", r'href="([^"]*/naskah/[^"]*)"', "informasi-tanda-terima"
    )
    operator.act(report, "hand_over")
    main_team.act(report, "information", note="Jelaskan aturan kode etik yang berlaku.")
    operator.act(
        report,
        "answer",
        answer="ASN boleh berusaha di luar jam kerja selama tidak memakai jabatan, fasilitas, "
        "atau waktu dinas, dan tidak menimbulkan benturan kepentingan.",
    )
    reporter.save(report, r'href="([^"]*/naskah/[^"]*)"', "informasi-surat-jawaban")
    reporter.send(f"{report}/tindakan/accept", asked_rating="5", asked_comment="Jelas dan cepat.")
    say("  pelapor: sudah terjawab")


def complaint_branch(base_url: str) -> None:
    """A confidential complaint to two departments; one response is sent back once."""
    say("Cabang pengaduan:")
    reporter = Reporter(base_url, "asn")
    operator, main_team = Officer(base_url, "operator"), Officer(base_url, "timutama")
    health, schools = Officer(base_url, "dinkes"), Officer(base_url, "disdik")
    report = reporter.file_report(
        category=0,
        subject="Petugas loket membentak warga",
        narrative="Seorang petugas loket membentak warga lanjut usia yang bertanya arah.",
        person="Petugas loket 3",
        hides=True,
    )
    reporter.save(
        f"{report}/tanda-terima", r'href="([^"]*/naskah/[^"]*)"', "pengaduan-tanda-terima"
    )
    operator.act(report, "ask_completion", note="Mohon sebutkan tanggal kejadiannya.")
    reporter.send(f"{report}/tindakan/complete", asked_completion="Kejadiannya tanggal 14 Juli.")
    say("  pelapor: melengkapi laporan")
    operator.act(report, "hand_over")
    units = main_team.units_of(report, "complaint", "Kesehatan", "Pendidikan")
    main_team.act(report, "complaint", units=units, note="Mohon tanggapan masing-masing OPD.")
    main_team.save(report, "disposition", "pengaduan-lembar-disposisi")
    main_team.save_sheet(report, "nkk-lembar-sop")
    health.act(report, "respond", response="Petugas telah ditegur secara lisan.")
    schools.act(report, "return_report", note="Bukan pegawai kami.")
    main_team.act(report, "continue_without", note="Cukup satu OPD.")
    again = main_team.units_of(report, "return_response", "Kesehatan")
    main_team.act(report, "return_response", units=again, note="Sebutkan tindak lanjutnya.")
    health.act(report, "respond", response="Petugas telah ditegur tertulis dan meminta maaf.")
    main_team.act(report, "hand_over")
    operator.act(
        report,
        "answer",
        answer="Laporan Saudara telah ditindaklanjuti. Petugas yang bersangkutan telah ditegur "
        "secara tertulis dan telah meminta maaf kepada warga.",
    )
    reporter.save(report, r'href="([^"]*/naskah/[^"]*)"', "pengaduan-surat-jawaban")
    reporter.send(f"{report}/tindakan/accept", asked_rating="4", asked_comment="Terima kasih.")
    say("  pelapor: sudah terjawab")


def _attributes(tag: str) -> tuple[str, str]:
    found = dict(ATTRIBUTE.findall(tag))
    return found.get("name", ""), unescape(found.get("value", ""))


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    if match is None:
        raise Stuck(f"tidak ditemukan: {pattern}")
    return match.group(1)


def good(answer: httpx.Response) -> httpx.Response:
    """The answer, if it is one.

    Raises:
        Stuck: the product refused, or failed.
    """
    if answer.is_error:
        raise Stuck(
            f"{answer.request.method} {answer.url}: {answer.status_code} {answer.text[:500]}"
        )
    return answer


def keep(name: str, content: bytes) -> None:
    """Lay a file into ``var/demo``; a name without an ending is a PDF's."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / (name if "." in name else f"{name}.pdf")
    path.write_bytes(content)
    say(f"  -> {path.relative_to(ROOT)}")
