"""An officer's browser: signs in, keeps the token, and holds every answer against the document."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from flask import Flask
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from tanggap.cli.demonstration import PASSWORD
from tanggap.services.demonstration.city import DEMONSTRATION_DOMAIN
from tanggap.services.house import now
from tanggap.storage.accounts import Account
from tests.statements import statements_sent

PREFIX = "/api/admin/v1"
THE_DOCUMENT = "urn:tanggap:document"
PROBLEM = "application/problem+json"


@dataclass
class Browser:
    """One browser talking to the API."""

    app: Flask
    token: str = ""
    checks_answers: bool = True
    answers: list[TestResponse] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def send(self, method: str, path: str, **given: Any) -> TestResponse:
        """One request; ``json``, ``headers`` and the like as for Flask's test client."""
        headers = {"X-CSRFToken": self.token, **given.pop("headers", {})}
        with self.app.app_context():  # else the test's own context, and what it caches, is shared
            response = self.client.open(
                PREFIX + path,
                method=method,
                headers={name: value for name, value in headers.items() if value is not None},
                **given,
            )
        if self.checks_answers:
            hold_to_document(self.app, method, response)
        return response

    def get(self, path: str, **given: Any) -> TestResponse:
        return self.send("GET", path, **given)

    def post(self, path: str, json: Any = None, **given: Any) -> TestResponse:
        return self.send("POST", path, **({"json": json} if json is not None else {}), **given)

    def put(self, path: str, json: Any, **given: Any) -> TestResponse:
        return self.send("PUT", path, json=json, **given)

    def delete(self, path: str, **given: Any) -> TestResponse:
        return self.send("DELETE", path, **given)

    def fetch_token(self) -> str:
        """Ask for the session, as the app does first."""
        self.token = self.get("/session").get_json()["csrf_token"]
        return self.token

    def sign_in(self, login: str, password: str = PASSWORD) -> TestResponse:
        """Sign in with a demonstration account."""
        self.fetch_token()
        response = self.post(
            "/session", {"email": f"{login}@{DEMONSTRATION_DOMAIN}", "password": password}
        )
        if response.status_code == 200:
            self.token = response.get_json()["csrf_token"]
        return response

    def enter_as(self, account: Account) -> None:
        """Be signed in as somebody the API lets nobody sign in as, such as a reporter."""
        moment = int(now().timestamp())
        with self.client.session_transaction() as kept:
            kept.update(_user_id=account.fs_uniquifier, _fresh=True, began=moment, seen=moment)
        self.fetch_token()

    def report(self, report_id: object) -> dict[str, Any]:
        """A report that this officer can see."""
        response = self.get(f"/reports/{report_id}")
        assert response.status_code == 200, response.get_json()
        return dict(response.get_json())

    def act(self, report: dict[str, Any], action: str, **given: Any) -> TestResponse:
        """Take an action of the first task that offers it, on the version in ``report``."""
        task = next(one for one in report["tasks"] if action in offered(one))
        return self.post(
            f"/reports/{report['id']}/tasks/{task['id']}/actions/{action}",
            {"given": given},
            headers={"If-Match": report["etag"]},
        )


def offered(task: dict[str, Any]) -> list[str]:
    """The ids of the actions a task offers."""
    return [action["id"] for action in task["allowed_actions"]]


def code_of(response: TestResponse) -> str:
    """The code of a problem, which must be one in form."""
    assert response.content_type == PROBLEM, response.get_data(as_text=True)[:300]
    body = response.get_json(force=True)
    assert body["status"] == response.status_code
    assert body["detail"].strip()
    return str(body["code"])


def hold_to_document(app: Flask, method: str, response: TestResponse) -> None:
    """Check an answer against what the OpenAPI document says of the endpoint."""
    try:
        rule, _ = app.url_map.bind("").match(response.request.path, method, return_rule=True)
    except HTTPException:
        assert response.mimetype == PROBLEM
        return
    operation = operation_of(app, method, rule.rule)
    told = operation["responses"].get(str(response.status_code))
    assert told is not None, f"{method} {rule.rule} does not tell of {response.status_code}"
    content = resolved(app, told).get("content")
    if not content:
        assert response.status_code in (204, 304), response.status_code
        return
    kind = response.mimetype
    assert kind in content or "application/octet-stream" in content, f"{kind} not in {content}"
    if kind in ("application/json", PROBLEM):
        pointer = content[kind]["schema"].get("$ref", "")
        schema = {"$ref": f"{THE_DOCUMENT}{pointer}"} if pointer else content[kind]["schema"]
        validator = Draft202012Validator(
            schema, registry=_registry(app), format_checker=FormatChecker()
        )
        faults = [
            f"{'/'.join(map(str, fault.absolute_path))}: {fault.message}"
            for fault in validator.iter_errors(response.get_json(force=True))
        ]
        assert not faults, f"{method} {rule.rule}: {faults[:5]}"


def document(app: Flask) -> dict[str, Any]:
    """The OpenAPI document."""
    api = app.extensions["flask-smorest"]["apis"][""]["ext_obj"]
    return _plain(api)


@cache
def _plain(api: Any) -> dict[str, Any]:
    return dict(api.spec.to_dict())


def operation_of(app: Flask, method: str, rule: str) -> dict[str, Any]:
    """What the document says of one method of one rule."""
    path = re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule)
    return dict(document(app)["paths"][path][method.lower()])


def resolved(app: Flask, told: dict[str, Any]) -> dict[str, Any]:
    """``told``, or the component it refers to."""
    if "$ref" not in told:
        return told
    _, _, kind, name = told["$ref"].split("/")
    return dict(document(app)["components"][kind][name])


def _registry(app: Flask) -> Registry[Any]:
    resource = Resource(contents=document(app), specification=DRAFT202012)
    return Registry().with_resource(THE_DOCUMENT, resource)


def queries(work: Callable[[], object]) -> int:
    """How many statements ``work`` sends to the database, savepoints of the test aside."""
    with statements_sent() as sent:
        work()
    return len(sent)
