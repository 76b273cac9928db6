"""One report on its way through a desk, in the hands of the officers who work there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import httpx

from tanggap.running.demonstration_walk import Officer, good
from tests.scenarios.conftest import World
from tests.scenarios.seen import words_of


class Case:
    """A report and its officers; each signs in once, and again after a pause."""

    def __init__(self, city: World, report: str) -> None:
        self.city = city
        self.report = report
        self._signed_in: dict[str, Officer] = {}

    def officer(self, login: str) -> Officer:
        if login not in self._signed_in:
            self._signed_in[login] = self.city.officer(login)
        return self._signed_in[login]

    def seen(self, login: str) -> dict[str, Any]:
        """The report as this officer sees it."""
        return self.officer(login).report(self.report)

    def act(self, login: str, action: str, **given: Any) -> dict[str, Any]:
        """Take an action, let the worker work, and see the report as this officer does."""
        officer = self.officer(login)
        for field in given.keys() & {"units", "people"}:
            given[field] = officer.choices_of(self.report, action, field, *given[field])
        after = officer.act(self.report, action, **given)
        self.city.work()
        self.city.session.expire_all()
        return after

    def pass_time(self, to: datetime) -> None:
        self.city.pass_time(to)
        self._signed_in.clear()

    def paper(self, login: str, kind: str) -> str:
        """The words of the last document of a kind, downloaded by an officer."""
        officer = self.officer(login)
        found = [one for one in self.seen(login)["documents"] if one["kind"] == kind]
        file = good(officer.client.get(f"/documents/{found[-1]['id']}/file"))
        return words_of(file.content)

    def letter(self, login: str) -> dict[str, Any]:
        """The letter as it waits at this officer's signing desk."""
        waiting = good(self.officer(login).client.get("/signing/letters")).json()["items"]
        [found] = [one for one in waiting if one["report_id"] == self.report]
        return dict(found)

    def sign(self, login: str, letter: dict[str, Any], passphrase: str) -> httpx.Response:
        """Sign the letter as it was shown to this officer."""
        answer = self.officer(login).client.post(
            f"/signing/letters/{letter['task_id']}/signature",
            json={"passphrase": passphrase, "text_sha256": letter["text_sha256"]},
            headers={"If-Match": letter["etag"]},
        )
        self.city.work()
        self.city.session.expire_all()
        return answer
