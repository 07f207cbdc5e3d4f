"""Who may ask the page's server, and what a browser may load for it."""

import re
from pathlib import Path

import pytest

import quotebot.sandbox.page
from quotebot.sandbox.page.guard import content_policy
from tests.sandbox.page.conftest import Browser

STATIC = Path(quotebot.sandbox.page.__file__).parent / "static"


async def test_only_the_address_with_the_secret_shows_the_page(browser: Browser) -> None:
    assert await browser.status("GET", "") == 200
    outside = browser.page.address.rsplit("/", 2)[0]
    for path in ("/", "/wrong/", "/wrong/state", "/wrong/static/main.js", "/wrong/clock/turn"):
        async with browser.session.get(outside + path) as response:
            assert response.status == 404
            assert "quotebot" in await response.text() or path == "/"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "evil.example:80"])
async def test_another_name_for_this_machine_is_refused(browser: Browser, host: str) -> None:
    for method, path in (("GET", ""), ("GET", "state"), ("POST", "clock/turn")):
        assert await browser.status(method, path, headers={"Host": host}) == 403


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
async def test_another_site_is_refused(browser: Browser, origin: str) -> None:
    for method, path in (("GET", "state"), ("GET", "changes"), ("POST", "discord/command")):
        assert await browser.status(method, path, headers={"Origin": origin}) == 403


async def test_the_pages_own_origin_is_served(browser: Browser) -> None:
    origin = browser.page.address.rsplit("/", 2)[0]
    assert await browser.status("GET", "state", headers={"Origin": origin}) == 200


async def test_nothing_outside_the_pages_files_is_served(browser: Browser) -> None:
    for path in ("static/../server.py", "static/%2e%2e/server.py", "static//etc/passwd", "static/"):
        assert await browser.status("GET", path) == 404
    assert await browser.status("GET", "static/main.js") == 200


async def test_a_browser_may_load_nothing_but_the_pages_own_files(browser: Browser) -> None:
    async with browser.session.get(browser.page.address) as response:
        policy = response.headers["Content-Security-Policy"]
        assert response.headers["X-Frame-Options"] == "DENY"
        assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_only_script_within_the_page_is_the_import_map_that_the_policy_names() -> None:
    page = (STATIC / "index.html").read_text("utf-8")
    inline = [tag for tag in re.findall(r"<script[^>]*>", page) if " src=" not in tag]
    assert inline == ['<script type="importmap">']
    assert content_policy(page).count("'sha256-") == 1
    assert " style=" not in page


def test_no_file_of_the_page_names_another_host() -> None:
    for path in STATIC.rglob("*"):
        if path.suffix in {".js", ".css", ".html"} and "vendor" not in path.parts:
            text = re.sub(r"http://www\.w3\.org/\S*", "", path.read_text("utf-8"))
            assert not re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z]{2,}", text), path
