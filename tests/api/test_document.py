"""The OpenAPI document: valid, complete, and true to the routes."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from admin_api import WORK
from tests.api.officers import PREFIX, Browser, document

METHODS = {"get", "post", "put", "patch", "delete"}


def routes(app: Flask) -> list[tuple[str, str]]:
    """Every method and path of the API."""
    return [
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(PREFIX)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def test_the_document_is_valid_openapi(app: Flask) -> None:
    found = document(app)
    assert found["openapi"].startswith("3.1")
    faults = [str(fault)[:200] for fault in OPENAPI_31_VALIDATOR.iter_errors(found)]
    assert faults == []


def test_every_reference_of_the_document_leads_somewhere(app: Flask) -> None:
    found = document(app)
    for pointer in set(re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(found))):
        place = found
        for name in pointer.split("/"):
            assert name in place, pointer
            place = place[name]


def test_no_operation_shares_its_id_or_lacks_one(app: Flask) -> None:
    ids = [
        operation.get("operationId")
        for operations in document(app)["paths"].values()
        for method, operation in operations.items()
        if method in METHODS
    ]
    assert None not in ids
    assert len(ids) == len(set(ids))


def test_every_route_is_in_the_document(app: Flask) -> None:
    paths = document(app)["paths"]
    missing = [
        f"{method} {rule}"
        for method, rule in routes(app)
        if method.lower() not in paths.get(re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule), {})
    ]
    assert missing == []


def test_every_operation_says_what_it_does_and_how_it_refuses(app: Flask) -> None:
    for path, operations in document(app)["paths"].items():
        for method, operation in operations.items():
            if method not in METHODS:
                continue
            where = f"{method} {path}"
            assert operation["summary"], where
            assert operation["tags"], where
            assert {"400", "404", "405", "429", "500"} <= set(operation["responses"]), where
            assert "default" not in operation["responses"], where
            changes = method != "get"
            headers = [one.get("name") for one in operation.get("parameters", ())]
            assert ("X-CSRFToken" in headers) is changes, where


def test_every_endpoint_declares_its_guard(app: Flask) -> None:
    unguarded = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(PREFIX)
        and not getattr(app.view_functions[rule.endpoint], "guard", None)
    ]
    assert unguarded == []


def test_only_signing_in_and_the_document_are_public(app: Flask) -> None:
    public = {
        f"{method} {rule.rule.removeprefix(PREFIX)}"
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(PREFIX)
        and getattr(app.view_functions[rule.endpoint], "guard", "") == "public"
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert public == {
        "GET /openapi.json",
        "GET /problems",
        "GET /session",
        "POST /session",
        "DELETE /session",
        "POST /session/passkey",
        "POST /session/passkey/options",
        "POST /session/totp",
        "POST /session/authenticator",
        "POST /session/authenticator/confirmation",
    }


def test_the_document_is_served(anonymous: Browser, app: Flask) -> None:
    assert anonymous.get("/openapi.json").get_json() == document(app)
    assert anonymous.get("/problems").status_code == 200


@pytest.mark.parametrize("group", WORK, ids=lambda group: group.name)
def test_every_group_is_described(group: object) -> None:
    assert getattr(group, "description", "")
