"""What the operations on one database are made of: who is signed in, what is asked for."""

from __future__ import annotations

import json
from collections import deque
from datetime import timedelta
from itertools import cycle
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

import psycopg

from bench.load import Browser, Exhausted, RequestFailed, connected
from bench.moment import NOW
from bench.seeding import REPORTER_LOGIN
from bench.servers import Server
from tanggap.cli.demonstration import PASSWORD
from tanggap.domain.tracking import tracking_code
from tanggap.services.demonstration.city import DEMONSTRATION_DOMAIN

API = "/api/admin/v1"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
OFFICERS = ("operator", "operator2")
SAMPLE = 400
OVERSEEN = urlencode(
    {
        "from": (NOW - timedelta(days=41)).date().isoformat(),
        "to": (NOW - timedelta(days=32)).date().isoformat(),
    }
)
"""Ten days in which about as much was closed at every size (``seeding.YOUNGEST_CLOSED``)."""
TOKEN = b'name="csrf_token" value="'

DRAFTS = """
INSERT INTO report_draft (id, agency_id, desk_id, account_id, typed, files)
SELECT gen_random_uuid(), d.agency_id, d.id, a.id,
    jsonb_build_object(
        'category', jsonb_build_object('done', true, 'fields',
            jsonb_build_object('main', k.parent_id, 'sub', k.id)),
        'event', jsonb_build_object('done', true, 'fields', jsonb_build_object(
            'subject', r.subject, 'narrative', r.narrative, 'happened', 'Senin pagi',
            'place', r.place)),
        'persons', jsonb_build_object('done', true, 'fields', jsonb_build_object(
            'unknown', false, 'persons', jsonb_build_array(jsonb_build_object(
                'name', 'Petugas loket 3', 'position', 'Staf', 'unit_name', '', 'nip', '')))),
        'evidence', jsonb_build_object('done', true, 'fields', '{}'::jsonb),
        'confidentiality', jsonb_build_object('done', true, 'fields',
            jsonb_build_object('identity',
                CASE WHEN r.is_confidential THEN 'hidden' ELSE 'shown' END))),
    jsonb_build_array(jsonb_build_object('key', md5(r.id::text), 'sha256', f.sha256,
        'name', 'foto.jpg', 'media_type', f.media_type, 'extension', f.extension, 'size', f.size))
FROM (SELECT * FROM report ORDER BY id DESC LIMIT %(count)s) r
JOIN category k ON k.id = r.category_id
JOIN desk d ON d.slug = 'nkk'
JOIN account a ON a.email = %(email)s
CROSS JOIN (SELECT * FROM stored_file WHERE media_type LIKE 'image/%%' LIMIT 1) f
RETURNING id
"""
RECEIVED_NOW = """
SELECT r.id, t.id, r.version FROM task t JOIN report r ON r.id = t.report_id
WHERE t.closed_at IS NULL AND t.step = 'receive' AND t.assigned_to_id IS NULL AND r.filed_at >= %s
"""
OPEN_SAMPLE = "SELECT DISTINCT report_id FROM task WHERE closed_at IS NULL LIMIT %s"
CLOSED_SAMPLE = "SELECT id FROM report WHERE closed_at IS NOT NULL ORDER BY md5(id::text) LIMIT %s"
TRACKED_SAMPLE = "SELECT number, id FROM report ORDER BY md5(id::text || 'x') LIMIT %s"
LETTER_SAMPLE = """
SELECT id FROM document WHERE kind = 'reply_letter' AND sha256 IS NOT NULL
ORDER BY md5(id::text) LIMIT %s
"""
WORDS = """
SELECT word FROM bench.search_word WHERE ndoc BETWEEN %s AND %s ORDER BY md5(word) LIMIT 30
"""


class World:
    """One database behind one server, and browsers that are signed in to it.

    Args:
        connection: the superuser's, for preparing what is asked for.
        most: browsers at the same time.
    """

    def __init__(
        self, server: Server, connection: psycopg.Connection[Any], secret: str, most: int
    ) -> None:
        self.server = server
        self._connection = connection
        self._drafts: dict[str, deque[str]] = {}
        self._received: deque[tuple[UUID, UUID, int]] = deque()
        self._pick(secret)
        self.reporters = [self._reporter(number) for number in range(most)]
        self.officers = [self._officer(OFFICERS[n % len(OFFICERS)]) for n in range(most)]
        self.strangers = [self._stranger() for _ in range(most)]

    def _pick(self, secret: str) -> None:
        """Choose at random, and the same each time, what is asked for."""
        half = SAMPLE // 2
        found = [*self._ids(OPEN_SAMPLE, half), *self._ids(CLOSED_SAMPLE, half)]
        found.sort(key=lambda id_: str(id_)[::-1])
        self._reports = cycle(found)
        self._letters = cycle(self._ids(LETTER_SAMPLE, SAMPLE))
        rows = self._connection.execute(TRACKED_SAMPLE, [SAMPLE]).fetchall()
        self._tracked = cycle([(number, tracking_code(secret, id_)) for number, id_ in rows])
        self.searches = self._searches([number for number, _ in rows])
        mixed = zip(*(paths[:20] for paths in self.searches.values()), strict=True)
        self._mixed = cycle([path for paths in mixed for path in paths])

    def _searches(self, numbers: list[str]) -> dict[str, list[str]]:
        """Addresses of searches by kind, at least twenty of each."""
        count = self._count("SELECT count(*) FROM report")
        common = self._words(count * 0.1, count * 0.6)
        middling = self._words(30, 150)
        rare = self._words(1, 5)
        pairs = list(zip(common, reversed(common), strict=True))
        kinds = {
            "common word": [{"q": word} for word in common],
            "30 to 150 hits": [{"q": word} for word in middling],
            "rare word": [{"q": word} for word in rare],
            "two common words": [{"q": f"{a} {b}"} for a, b in pairs],
            "common and rare": [{"q": f"{a} {b}"} for a, b in zip(common, rare, strict=False)],
            "word, open reports": [{"q": word, "state": "open"} for word in common],
            "register number": [{"q": number} for number in numbers],
            "open complaints": [{"state": "open", "classification": "complaint"}] * 20,
            "newest": [{"q": ""}] * 20,
        }
        return {
            kind: [f"{API}/reports?{urlencode(given)}" for given in queries]
            for kind, queries in kinds.items()
        }

    def prepare_submissions(self, browsers: list[Browser], each: int) -> None:
        """See that every browser's account has so many drafts ready to be sent."""
        for browser in browsers:
            ready = self._drafts.setdefault(browser.login, deque())
            if len(ready) < each:
                given = {"count": each, "email": browser.login}
                rows = self._connection.execute(DRAFTS, given).fetchall()
                ready.extend(str(row[0]) for row in rows)

    def drafts_of(self, browser: Browser) -> deque[str]:
        """The drafts that are ready in this browser's account; taken away one by one."""
        return self._drafts[browser.login]

    def prepare_actions(self, browsers: list[Browser], each: int) -> None:
        """Find the reports that were submitted here and that nobody received yet."""
        self._received = deque(self._connection.execute(RECEIVED_NOW, [NOW]).fetchall())

    def prepare_nothing(self, browsers: list[Browser], each: int) -> None:
        """Reading needs no preparation."""

    def submit(self, browser: Browser) -> None:
        """Open the last page of a report's form, and send it."""
        file_next(browser, self._drafts[browser.login])

    def act(self, browser: Browser) -> None:
        """Hand a report over to the main team; the answer is the report as it then stands."""
        report, task, version = _next(self._received)
        browser.post(
            f"{API}/reports/{report}/tasks/{task}/actions/hand_over",
            b'{"given": {"note": "Mohon diklasifikasi hari ini."}}',
            JSON,
            200,
            {"X-CSRFToken": browser.token, "If-Match": f'"{version}"'},
        )

    def see_queue(self, browser: Browser) -> None:
        """The first page of the operator's tasks."""
        browser.get(f"{API}/tasks")

    def see_report(self, browser: Browser) -> None:
        """One report in full."""
        browser.get(f"{API}/reports/{next(self._reports)}")

    def search(self, browser: Browser) -> None:
        """One search; every kind as often as the others."""
        browser.get(next(self._mixed))

    def oversee(self, browser: Browser) -> None:
        """Planned against actual of ten days."""
        browser.get(f"{API}/oversight/times?{OVERSEEN}")

    def track(self, browser: Browser) -> None:
        """Give number and code, and see the page."""
        number, code = next(self._tracked)
        form = {"csrf_token": browser.token, "number": number, "code": code}
        browser.post("/lacak", urlencode(form).encode(), FORM, 303)
        browser.get(f"/lacak/{quote(number)}")

    def download(self, browser: Browser) -> None:
        """The PDF of an answer."""
        browser.get(f"{API}/documents/{next(self._letters)}/file")

    def _reporter(self, number: int) -> Browser:
        browser = Browser(login=f"{REPORTER_LOGIN}{number}@{DEMONSTRATION_DOMAIN}")
        with connected(self.server, [browser]):
            token = token_in(browser.get("/masuk").body)
            form = {"csrf_token": token, "email": browser.login, "password": PASSWORD}
            browser.post("/masuk", urlencode(form).encode(), FORM, 303)
        return browser

    def _officer(self, login: str) -> Browser:
        browser = Browser(login=f"{login}@{DEMONSTRATION_DOMAIN}")
        with connected(self.server, [browser]):
            token = str(json.loads(browser.get(f"{API}/session").body)["csrf_token"])
            given = json.dumps({"email": browser.login, "password": PASSWORD}).encode()
            answer = browser.post(f"{API}/session", given, JSON, 200, {"X-CSRFToken": token})
            browser.token = str(json.loads(answer.body)["csrf_token"])
        return browser

    def _stranger(self) -> Browser:
        browser = Browser()
        with connected(self.server, [browser]):
            browser.token = token_in(browser.get("/lacak").body)
        return browser

    def _ids(self, statement: str, limit: int) -> list[UUID]:
        return [row[0] for row in self._connection.execute(statement, [limit]).fetchall()]

    def _words(self, fewest: float, most: float) -> list[str]:
        rows = self._connection.execute(WORDS, [int(fewest), int(most)]).fetchall()
        return [str(row[0]) for row in rows]

    def _count(self, statement: str) -> int:
        found = self._connection.execute(statement).fetchone()
        return int(found[0]) if found else 0


def file_next(browser: Browser, drafts: deque[str]) -> None:
    """Open the last page of the next draft's form, and send it."""
    address = f"/lapor/{_next(drafts)}/periksa"
    token = token_in(browser.get(address).body)
    browser.post(address, urlencode({"csrf_token": token}).encode(), FORM, 303)


def token_in(page: bytes) -> str:
    """The cross-site token in the first form of a page.

    Raises:
        RequestFailed: the page has no form.
    """
    start = page.find(TOKEN)
    if start < 0:
        raise RequestFailed("a page without a token: " + page[:300].decode(errors="replace"))
    return page[start + len(TOKEN) :].split(b'"', 1)[0].decode()


def _next(waiting: deque[Any]) -> Any:
    try:
        return waiting.popleft()
    except IndexError:
        raise Exhausted from None
