"""Who looks at which page: signs in over HTTP, and gives Lighthouse the cookie to come with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

import httpx

from lighthouse.product import Product
from tanggap.cli.demonstration import PASSWORD
from tanggap.domain.tracking import tracking_code

API = "/api/admin/v1"
PATIENCE = 30  # seconds for an answer
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True)
class Page:
    """A page to be looked at: its name in the table, its address, the cookies to come with."""

    name: str
    address: str
    cookies: str = ""


def pages(served: Product) -> list[Page]:
    """The pages that are measured, each with whoever looks at it."""
    officer = _Visitor(served.address)
    officer.sign_in("operator@contoh.example")
    task = officer.read("/tasks")["items"][0]
    report, number = task["report_id"], task["number"]
    citizen = _Visitor(served.address)
    citizen.log_in("warga@contoh.example")
    draft = citizen.send("/lapor")
    stranger = _Visitor(served.address)
    code = tracking_code(served.tracking_key, UUID(report))
    tracked = stranger.send("/lacak", number=number, code=code)
    app = f"{served.address}/admin"
    return [
        Page("Portal: home", f"{served.address}/"),
        Page("Portal: report form", draft, citizen.cookies),
        Page("Portal: tracking", tracked, stranger.cookies),
        Page("App: signing in", f"{app}/masuk"),
        Page("App: my work", f"{app}/tugas", officer.cookies),
        Page("App: a report", f"{app}/laporan/{report}", officer.cookies),
        Page("App: oversight", f"{app}/pengawasan", officer.cookies),
    ]


class _Visitor:
    """Somebody with a cookie jar."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._jar = httpx.Client(timeout=PATIENCE, follow_redirects=True)

    def sign_in(self, email: str) -> None:
        """Sign in to the officers' app."""
        place = f"{self._address}{API}/session"
        token = self._jar.get(place).json()["csrf_token"]
        given = {"email": email, "password": PASSWORD}
        proof = {"X-CSRFToken": token}
        self._jar.post(place, json=given, headers=proof).raise_for_status()

    def log_in(self, email: str) -> None:
        """Log in to the portal."""
        self.send("/masuk", email=email, password=PASSWORD)

    def read(self, path: str) -> dict[str, list[dict[str, str]]]:
        """What the API answers."""
        answer = self._jar.get(f"{self._address}{API}{path}")
        answer.raise_for_status()
        found: dict[str, list[dict[str, str]]] = answer.json()
        return found

    def send(self, path: str, **given: str) -> str:
        """Fill in a form of the portal; returns the address of the page that follows."""
        place = f"{self._address}{path}"
        token = _TOKEN.search(self._jar.get(place).text)
        if token is None:
            raise LookupError(f"There is no form at {path}")
        form = given | {"csrf_token": token[1]}
        answer = self._jar.post(place, data=form, headers={"Referer": place})
        answer.raise_for_status()
        return str(answer.url)

    @property
    def cookies(self) -> str:
        """What the browser of this visitor sends along."""
        return "; ".join(f"{one.name}={one.value}" for one in self._jar.cookies.jar)
