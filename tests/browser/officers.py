"""The officers' app as an officer meets it in a browser window."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct

from playwright.sync_api import Locator, expect

from tanggap.cli.demonstration import PASSWORD
from tests.browser.conftest import SCREEN, Site, Visit, Visitor
from tests.services.nkk_desk import file


def filed(site: Site, subject: str, **given: bool) -> str:
    """File a report on the portal; returns its id."""
    with site.app.app_context():
        return str(file(subject=subject, **given).id)


def officer(
    visitor: Visitor, login: str, size: dict[str, int] | None = None, zone: str | None = None
) -> Visit:
    """A window in which this officer is signed in, showing their work; ``zone``: its computer's."""
    visit = visitor(size=size or SCREEN, timezone_id=zone)
    visit.open("/admin/")
    fill_in_login(visit, login)
    expect(heading(visit, "Pekerjaan saya")).to_be_visible()
    return visit


def fill_in_login(visit: Visit, login: str) -> None:
    visit.page.get_by_label("Surel").fill(f"{login}@contoh.example")
    give_password(visit)


def give_password(visit: Visit) -> None:
    visit.page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    visit.page.get_by_role("button", name="Masuk", exact=True).click()


def heading(visit: Visit, words: str) -> Locator:
    return visit.page.get_by_role("heading", level=1, name=words)


def open_report(visit: Visit, report: str) -> None:
    """Show a report and wait for what can be done with it."""
    visit.open(f"/admin/laporan/{report}")
    expect(panel(visit)).to_be_visible()


def panel(visit: Visit) -> Locator:
    """Where the officer's next action is."""
    return visit.page.get_by_test_id("action-panel")


def choose(visit: Visit, action: str) -> None:
    panel(visit).get_by_label(action, exact=True).check()


def take(visit: Visit, action: str) -> None:
    """Press the button of an action that has been filled in."""
    panel(visit).get_by_role("button", name=action, exact=True).click()


def done(visit: Visit, action: str) -> None:
    """Wait until the app says that the action went through."""
    expect(visit.page.get_by_test_id("notice")).to_contain_text(f"Berhasil: {action}")


def forgive(visit: Visit, status: int) -> None:
    """Overlook Chromium's own line about a refusal that the test is about."""
    visit.faults[:] = [fault for fault in visit.faults if f"status of {status}" not in fault]


def authenticator_code(secret: str, at: float) -> str:
    """What an authenticator shows for ``secret`` (RFC 6238, six digits, 30 seconds)."""
    letters = "".join(filter(str.isalnum, secret)).upper()
    key = base64.b32decode(letters + "=" * (-len(letters) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(at // 30)), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"
