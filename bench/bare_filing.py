"""Filing with nothing round it: the statements of one submit, sent by a bare Flask.

When it starts, it files one report with the product itself and keeps the statements. From then on
it sends the same ones for every draft, with new identifiers, in one transaction and as few round
trips as their order allows: no page, no form, no session, no rule. What this reaches is the most
that a submit can reach while it writes what it writes.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from flask import Flask, request
from psycopg.types.json import Jsonb

from bench.floor import connection_of_thread
from bench.statements import DRAFT, REPORTER, Statement, recorded
from bench.workers import NamesItsWorker
from bench.world import token_in
from bench.wsgi import product
from tanggap.cli.demonstration import PASSWORD
from tanggap.storage.database import new_id

COPIED = """
INSERT INTO report_draft (id, agency_id, desk_id, account_id, typed, files)
SELECT %s, agency_id, desk_id, account_id, typed, files FROM report_draft WHERE id = %s
"""
"""Every worker files drafts of its own."""
ASKED = 2
"""Statements of the form's last page: who is asking, and the draft."""

bare = Flask("bare filing")
application = NamesItsWorker(bare)


def _filed() -> tuple[list[Statement], UUID]:
    """What the product sends when a draft's last page is opened and sent; and which draft."""
    browser = product.test_client()
    token = token_in(browser.get("/masuk").get_data())
    given = {"email": os.environ[REPORTER], "password": PASSWORD}
    browser.post("/masuk", data={"csrf_token": token, **given})
    for _ in ("to warm up", "to keep"):
        draft = uuid4()
        connection_of_thread().execute(COPIED, [draft, os.environ[DRAFT]])
        address = f"/lapor/{draft}/periksa"
        with recorded() as statements:
            token = token_in(browser.get(address).get_data())
            answer = browser.post(address, data={"csrf_token": token})
        if answer.status_code != 303:
            raise RuntimeError(f"The product did not file: {answer.status}")
    return statements, draft


class Filing:
    """The statements of one submit, to be sent again for other drafts."""

    def __init__(self, statements: list[Statement], draft: UUID) -> None:
        self._draft = draft
        self.page = statements[:ASKED]
        number = next(n for n, (text, _) in enumerate(statements) if "number_series" in text)
        self.reading, self.number = statements[ASKED:number], statements[number]
        self.rows = statements[number + 1 :]
        self._new = [given[0] for text, given in self.rows if " (id, " in text]
        self._register = _given_to("report", self.rows)[6]
        self._code = _given_to("document", self.rows)[7]

    def names_for(self, draft: UUID, number: int) -> dict[object, object]:
        """What stands in another draft's statements where these have their own names."""
        names = self.called(draft)
        for kept in self._new:
            names[kept] = new_id()
            names[str(kept)] = str(names[kept])
        names[self._register] = f"{str(self._register)[:9]}{number:05}"
        names[self._code] = uuid4().hex[:14]
        return names

    def called(self, draft: UUID) -> dict[object, object]:
        """The same for what only names the draft."""
        return {self._draft: draft}


def _given_to(table: str, rows: list[Statement]) -> Any:
    return next(given for text, given in rows if text.startswith(f"INSERT INTO {table} "))


def _renamed(value: Any, names: Mapping[object, object]) -> Any:
    match value:
        case UUID() | str():
            return names.get(value, value)
        case Jsonb():
            return Jsonb(_renamed(value.obj, names))
        case dict():
            return {key: _renamed(one, names) for key, one in value.items()}
        case list() | tuple():
            return type(value)(_renamed(one, names) for one in value)
        case _:
            return value


_filing = Filing(*_filed())
_PAGE = f'<input name="csrf_token" value="{"x" * 90}">{"Periksa laporan Anda. " * 400}'


@bare.get("/lapor/<uuid:draft>/periksa")
def page(draft: UUID) -> str:
    """Ask what the form's last page asks, and answer with as many characters."""
    connection, names = connection_of_thread(), _filing.called(draft)
    with connection.pipeline():
        asked = [connection.execute(text, _renamed(given, names)) for text, given in _filing.page]
    for one in asked:
        one.fetchall()
    return _PAGE


@bare.post("/lapor/<uuid:draft>/periksa")
def file(draft: UUID) -> tuple[str, int]:
    """File the draft: what is read, the register number, all rows; one transaction."""
    connection, names = connection_of_thread(), _filing.called(draft)
    request.form["csrf_token"]
    with connection.pipeline(), connection.transaction():
        read = [connection.execute(text, _renamed(given, names)) for text, given in _filing.reading]
        for one in read:
            one.fetchall()
        text, given = _filing.number
        [row] = connection.execute(text, [new_id(), *given[1:]]).fetchall()
        names = _filing.names_for(draft, int(str(row["last"])))
        for text, given in _filing.rows:
            connection.execute(text, _renamed(given, names))
    return "", 303
