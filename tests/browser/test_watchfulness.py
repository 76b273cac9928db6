"""The browser tests would notice: what goes wrong in a window fails the test that opened it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site, windows
from tests.browser.officers import heading

pytestmark = pytest.mark.browser

INLINE_STYLE = """() => {
  const one = document.createElement("p");
  one.setAttribute("style", "color: red");
  document.body.append(one);
}"""
MISHAPS = {
    "console: Applying inline style violates": INLINE_STYLE,
    "console: something broke": "() => console.error('something broke')",
    "script: .*out of hand": "() => { setTimeout(() => { throw new Error('out of hand') }) }",
    "left the site: https://elsewhere": "() => { location.href = 'https://elsewhere.invalid/' }",
}


@pytest.mark.parametrize(
    ("said", "mishap"), MISHAPS.items(), ids=["policy", "console", "script", "request"]
)
def test_a_mishap_in_a_window_fails_its_test(
    site: Site, chromium: Browser, said: str, mishap: str
) -> None:
    with pytest.raises(AssertionError, match=said):
        _meet(site, chromium, mishap)
    site.policy_reports.taken()


def _meet(site: Site, chromium: Browser, mishap: str) -> None:
    with windows(site, chromium) as window:
        visit = window()
        visit.open("/admin/")
        expect(heading(visit, "Masuk sebagai petugas")).to_be_visible()
        visit.page.evaluate(mishap)
        visit.page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("path", ["/admin/", "/"], ids=["app", "portal"])
def test_what_the_policy_forbids_is_reported_even_where_nobody_reads_the_console(
    site: Site, chromium: Browser, path: str
) -> None:
    page: Page = chromium.new_page()
    with page.expect_request("**/laporan-csp") as report:
        page.goto(site.address + path)
        page.evaluate(INLINE_STYLE)
    answer = report.value.response()
    assert answer is not None
    answer.finished()
    page.close()
    assert any("style-src" in one for one in site.policy_reports.taken())
