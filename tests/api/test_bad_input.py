"""Whatever is thrown at an endpoint, it answers with a problem in Indonesian and never fails."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.api.conftest import SignIn
from tests.api.officers import PREFIX, Browser, code_of, document, operation_of
from tests.api.role_requests import request_for
from tests.api.test_reports import with_department
from tests.services.nkk_desk import file, unit

Insider = Callable[[str], Browser]
LONG = "a" * 100_000
CONTROL = "\x00\x07\u202e\u200b\ud800 \x1b[31m"
RAW_BODIES = {
    "no JSON at all": b"not json",
    "cut short": b'{"given": ',
    "not UTF-8": b'{"body": "\xff\xfe"}',
    "NaN": b'{"given": NaN}',
    "a huge number": b'{"given": {"note": ' + b"9" * 5000 + b"}}",
    "a list": b"[]",
    "null": b"null",
    "a string": b'"x"',
    "empty": b"",
    "too deep": b'{"given":' * 3000 + b"1" + b"}" * 3000,
    "half a character": b'{"body": "\\ud800", "note": "\\ud800", "reason": "\\udfff"}',
    "keys of no schema": b'{"\\u0000": 1, "__proto__": {}, "given": {"a.b": 1}}',
}
VALUES: dict[str, Any] = {
    "long": LONG,
    "control characters": CONTROL,
    "a number": -1,
    "a big number": 2**70,
    "a fraction": 1.5,
    "nothing": None,
    "a flag": True,
    "a list": [[], {}, "x"],
    "a mapping": {"x": {"y": [1]}},
}


def operations(app: Flask) -> Iterator[tuple[str, str]]:
    """Every method and rule of the API except signing out, which would end the test."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.rule):
        if rule.rule.startswith(PREFIX):
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                if (method, rule.rule) != ("DELETE", f"{PREFIX}/session"):
                    yield method, rule.rule.removeprefix(PREFIX)


def filled(rule: str, given: dict[str, str]) -> str:
    """``rule`` with ids put in: those given by name, else random ones."""

    def value(found: re.Match[str]) -> str:
        return given.get(found[1], str(uuid4()))

    return re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", value, rule)


@pytest.fixture
def insider(operator: Browser, sign_in: SignIn) -> Insider:
    """Who is let in at a rule: the administrator to administration, else the operator."""
    administrator = sign_in("admin")
    return lambda rule: administrator if rule.startswith("/administration/") else operator


def is_clean(response: Any, what: str) -> None:
    """An answer is a success or a problem with a sentence; never a failure."""
    assert response.status_code < 500, f"{what}: {response.get_data(as_text=True)[:200]}"
    if response.status_code >= 400:
        assert code_of(response), what


@pytest.fixture
def ids(operator: Browser, session: Session) -> dict[str, str]:
    """Ids of things that exist and that the operator may reach."""
    report = operator.report(file().id)
    return {
        "report_id": report["id"],
        "task_id": report["tasks"][-1]["id"],
        "desk_id": report["desk"]["id"],
        "document_id": report["documents"][0]["id"],
        "version_id": report["procedure"]["id"],
        "action": "ask_completion",
        "year": "2027",
    }


@pytest.mark.parametrize("name", RAW_BODIES)
def test_a_broken_body_is_refused(operator: Browser, ids: dict[str, str], name: str) -> None:
    for method, path in (
        ("POST", f"/reports/{ids['report_id']}/notes"),
        ("PUT", f"/tasks/{ids['task_id']}/drafts/ask_completion"),
        ("POST", "/session"),
    ):
        response = operator.send(
            method, path, data=RAW_BODIES[name], content_type="application/json"
        )
        is_clean(response, f"{method} {path}: {name}")
        assert 400 <= response.status_code < 500


def test_what_is_no_json_is_refused_everywhere(
    app: Flask, insider: Insider, ids: dict[str, str]
) -> None:
    for method, rule in operations(app):
        if method == "GET":
            continue
        for body, content_type in (
            (b"[]", "application/json"),
            (b"not json", "application/json"),
            (b"a=b", "application/x-www-form-urlencoded"),
            (b"--x", "multipart/form-data"),
        ):
            response = insider(rule).send(
                method,
                filled(rule, ids),
                data=body,
                content_type=content_type,
                headers={"If-Match": '"1"'},
            )
            is_clean(response, f"{method} {rule}: {body!r} as {content_type}")


def test_wrong_values_are_refused_at_every_field(
    app: Flask, insider: Insider, ids: dict[str, str]
) -> None:
    for method, rule in operations(app):
        body = operation_of(app, method, PREFIX + rule).get("requestBody", {})
        content = body.get("content", {}).get("application/json")
        if content is None:
            continue
        name = content["schema"]["$ref"].rpartition("/")[2]
        fields = document(app)["components"]["schemas"][name]["properties"]
        for what, value in VALUES.items():
            response = insider(rule).send(
                method,
                filled(rule, ids),
                json=dict.fromkeys(fields, value),
                headers={"If-Match": '"1"'},
            )
            is_clean(response, f"{method} {rule}: {what}")


def test_wrong_answers_are_refused_at_every_kind_of_field(
    operator: Browser, sign_in: SignIn, session: Session
) -> None:
    filed = file()
    operator.act(operator.report(filed.id), "hand_over")
    main_team = sign_in("timutama")
    report = main_team.report(filed.id)
    task = next(one for one in report["tasks"] if one["may_act"])
    path = f"/reports/{filed.id}/tasks/{task['id']}/actions/complaint"
    some_unit = str(unit(session, "dinkes").id)
    for what, value in {**VALUES, "a text": "x", "unknown units": [str(uuid4())]}.items():
        answers = {
            "units": {"units": value},
            "note": {"units": [some_unit], "note": value},
            "strange": {"units": [some_unit], "strange": value},
        }
        for field, given in answers.items():
            is_clean(main_team.post(f"{path}/preview", {"given": given}), f"{field}: {what}")
            if field != "note":  # some notes are fine, and would take the action
                taken = main_team.post(path, {"given": given}, headers={"If-Match": report["etag"]})
                assert 400 <= taken.status_code < 500, f"{field}: {what}"


def test_wrong_values_are_refused_at_every_field_of_a_whole_form(
    operator: Browser, ids: dict[str, str]
) -> None:
    good = request_for("POST /desks/<uuid:desk_id>/reports", ids | {"category_id": "-"})["json"]
    [desk] = operator.get("/desks").get_json()["items"]
    good["category_id"] = next(one["id"] for one in desk["categories"] if one["parent_id"])
    fields = (*good, "happened", "place", "persons", "evidence", "is_confidential", "reporter_id")
    for field in fields:
        for what, value in VALUES.items():
            body = {**good, "submission_key": str(uuid4()), field: value}
            response = operator.post(f"/desks/{desk['id']}/reports", body)
            is_clean(response, f"{field}: {what}")
    persons = [{"name": "Budi", "nip": value} for value in ("x", LONG, CONTROL)]
    for person in persons:
        is_clean(
            operator.post(f"/desks/{desk['id']}/reports", {**good, "persons": [person]}), "person"
        )


def test_wrong_queries_are_refused_everywhere(
    app: Flask, insider: Insider, ids: dict[str, str]
) -> None:
    for method, rule in operations(app):
        if method != "GET":
            continue
        for parameter in operation_of(app, method, PREFIX + rule).get("parameters", ()):
            if parameter.get("in") != "query":
                continue
            for value in ("", "x", "-1", "9" * 400, "\x00", "%", "null", LONG[:3000], "1,2"):
                response = insider(rule).get(
                    filled(rule, ids), query_string={parameter["name"]: value}
                )
                is_clean(response, f"{rule}?{parameter['name']}={value[:20]!r}")


def test_unknown_ids_are_not_found_everywhere(app: Flask, insider: Insider) -> None:
    for method, rule in operations(app):
        if "<" not in rule:
            continue
        path = filled(rule, {"action": "hand_over", "year": "2027"})
        response = insider(rule).send(method, path, headers={"If-Match": '"1"'})
        is_clean(response, f"{method} {rule}")
        if method == "GET":
            assert response.status_code in (404, 422), rule  # 422: a query is missing too


@pytest.mark.parametrize(
    "path", ["/nothing", "/reports/not-an-id", "/reports/..%2f..", "/tasks/" + "a" * 3000, "/"]
)
def test_addresses_nobody_serves_are_problems(operator: Browser, path: str) -> None:
    refused = operator.get(path)
    assert (refused.status_code, code_of(refused)) == (404, "not-found")


def test_a_method_nobody_serves_is_a_problem_with_those_that_are(operator: Browser) -> None:
    refused = operator.send("PATCH", "/queues")
    assert (refused.status_code, code_of(refused)) == (405, "method-not-allowed")
    assert "GET" in refused.headers["Allow"]


def test_long_and_invisible_text_is_refused_or_cleaned(operator: Browser, session: Session) -> None:
    filed = file()
    long = operator.post(f"/reports/{filed.id}/notes", {"body": LONG})
    assert (long.status_code, code_of(long)) == (422, "text-too-long")
    blank = operator.post(f"/reports/{filed.id}/notes", {"body": "\u200b\u202e\x00 "})
    assert (blank.status_code, code_of(blank)) == (422, "text-missing")
    kept = operator.post(f"/reports/{filed.id}/notes", {"body": "a\x00b\u202ec"})
    assert [one["body"] for one in kept.get_json()["notes"]] == ["abc"]


def test_a_body_too_large_is_refused_before_it_is_read(operator: Browser) -> None:
    filed = file()
    refused = operator.post(f"/reports/{filed.id}/notes", {"body": "a" * 2_000_000})
    assert (refused.status_code, code_of(refused)) == (413, "request-too-large")


def test_an_action_out_of_turn_or_repeated_is_refused(
    operator: Browser, dinkes: Browser, sign_in: SignIn, session: Session
) -> None:
    filed = with_department(session)
    report = dinkes.report(filed.id)
    task = next(one for one in report["tasks"] if one["may_act"])
    path = f"/reports/{filed.id}/tasks/{task['id']}/actions/respond"
    answer = {"given": {"response": "Sudah"}}
    out_of_turn = operator.post(path, answer, headers={"If-Match": report["etag"]})
    assert (out_of_turn.status_code, code_of(out_of_turn)) == (403, "not-allowed")
    assert dinkes.post(path, answer, headers={"If-Match": report["etag"]}).status_code == 200
    again = dinkes.report(filed.id)["etag"]
    repeated = dinkes.post(path, answer, headers={"If-Match": again})
    assert (repeated.status_code, code_of(repeated)) == (409, "task-not-open")
    elsewhere = sign_in("disdik").post(path, answer, headers={"If-Match": again})
    assert (elsewhere.status_code, code_of(elsewhere)) == (404, "report-not-found")
