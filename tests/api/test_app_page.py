"""The shell of the officers' app: what it loads, and what it lets a browser do."""

import json
import re
from pathlib import Path

import pytest
from flask import Flask

from admin_api.app_page import VIEWS
from tanggap.setting_formats import ROOT

MANIFEST = {
    "src/main.ts": {"file": "main-1.js", "dynamicImports": ["src/start.ts", "src/texts/en-all.ts"]},
    "src/start.ts": {"file": "start-3.js", "css": ["start-3.css"], "imports": ["_vue.js"]},
    "src/texts/en-all.ts": {"file": "english-4.js"},
    "src/features/report/ReportView.vue": {
        "file": "report-5.js",
        "css": ["report-5.css"],
        "imports": ["_vue.js", "_card.js"],
    },
    "src/features/session/SignInView.vue": {"file": "sign-in-7.js"},
    "src/features/work/WorkView.vue": {"file": "work-8.js"},
    "_card.js": {"file": "card-6.js", "css": ["card-6.css"]},
    "_vue.js": {"file": "vue-2.js", "css": ["vue-2.css"]},
}


@pytest.fixture
def build(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "build" / "admin"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps(MANIFEST), "utf-8")
    monkeypatch.setattr(app, "static_folder", str(tmp_path))
    return folder


def test_every_address_of_the_app_answers_with_the_same_shell(app: Flask, build: Path) -> None:
    client = app.test_client()
    for address in ("/admin/", "/admin/tugas", "/admin/laporan/123?terlambat=ya"):
        response = client.get(address)
        assert response.status_code == 200
        assert "main-1.js" in response.text
        assert response.headers["Cache-Control"] == "no-store"


def test_the_shell_loads_styles_of_what_it_imports_first(app: Flask, build: Path) -> None:
    page = app.test_client().get("/admin/").text
    assert page.index("vue-2.css") < page.index("start-3.css")
    assert 'rel="modulepreload" href="/static/build/admin/vue-2.js"' in page


def test_the_app_is_fetched_at_once_and_english_only_when_it_is_chosen(
    app: Flask, build: Path
) -> None:
    page = app.test_client().get("/admin/").text
    assert 'rel="modulepreload" href="/static/build/admin/start-3.js"' in page
    assert "english-4.js" not in page


def test_the_view_of_the_address_is_fetched_beside_the_app(app: Flask, build: Path) -> None:
    client = app.test_client()
    page = client.get("/admin/laporan/123").text
    for script in ("report-5.js", "card-6.js"):
        assert f'rel="modulepreload" href="/static/build/admin/{script}"' in page
    order = [page.index(f"{one}.css") for one in ("start-3", "card-6", "report-5")]
    assert order == sorted(order)
    assert page.count("vue-2.js") == 1
    other = client.get("/admin/kelola/opd").text
    assert "report-5" not in other
    assert "card-6" not in other


@pytest.mark.parametrize("view", sorted(set(VIEWS.values())))
def test_a_view_named_for_fetching_is_there(view: str) -> None:
    assert (ROOT / "frontend" / "admin" / view).is_file()


def test_nothing_inline_runs_and_one_style_element_carries_the_nonce(
    app: Flask, build: Path
) -> None:
    client = app.test_client()
    first, second = client.get("/admin/"), client.get("/admin/")
    policy = first.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy
    nonce = re.search(r"'nonce-([\w-]+)'", policy)
    assert nonce is not None
    assert f'nonce="{nonce[1]}"' in first.text
    assert nonce[1] not in second.text
    assert "<script>" not in first.text
    assert "<style" not in first.text


def test_without_a_build_the_page_says_so(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "static_folder", str(tmp_path))
    response = app.test_client().get("/admin/")
    assert response.status_code == 503
    assert "belum siap" in response.text
