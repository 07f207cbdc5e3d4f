"""The sandbox with its page in a real browser: what people see, and do by mouse and keyboard.

A picture of each page is left in build/screenshots when its test ends, for people to look at.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, expect
from playwright.async_api import Page as BrowserPage

from quotebot.running.sandbox import Sandbox, visit_sandbox
from quotebot.sandbox.page.picture import BROWSERS, headless_browser
from quotebot.settings import load_settings
from tests.cli.machine import unset_everything

PICTURES: Final = Path(__file__).parents[2] / "build" / "screenshots"
IN_ONE_LOOP: Final = pytest.mark.asyncio(loop_scope="session")  # one browser serves all tests
PATIENCE: Final = 15_000  # milliseconds, for what is there at once on an idle machine
SIZES: Final = {"desktop": (1280, 800), "phone": (390, 844)}
SAVED: Final = 20_000  # milliseconds within which a saved file has been read anew
TOPICS: Final = """\
topics:
  - id: patience
    aliases: [waiting]
  - id: progress
    aliases: [advance]
"""
WORK: Final = """\
source:
  title: A Work
  author: Somebody
  year: "1900"
  url: https://example.org/work
quotes:
  - {id: one-step, text: One step is a step., topics: [progress], where: page 1}
  - {id: two-steps, text: Two steps are a walk., topics: [progress], where: page 1}
  - {id: three-steps, text: Three steps are a journey., topics: [progress], where: page 1}
  - {id: no-haste, text: No haste and no rest., topics: [patience], where: page 1}
"""


expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of these are slow; where there is no browser they say how to get one."""
    here = Path(__file__).parent
    missing = not any(map(shutil.which, BROWSERS))
    skip = pytest.mark.skip(
        reason="no Chromium or Chrome on the PATH (Debian, Ubuntu: apt-get install chromium)"
    )
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.slow)
            if missing:
                item.add_marker(skip)


def save(library: Path, change: Callable[[str], str]) -> None:
    file = library / "work.yaml"
    file.write_text(change(file.read_text("utf-8")), "utf-8")


@dataclass(frozen=True, slots=True)
class Chat:
    """One chat on the page, found by what it is called."""

    page: BrowserPage
    platform: str

    @property
    def section(self) -> Locator:
        return self.page.get_by_role("region", name=self.platform, exact=True)

    @property
    def messages(self) -> Locator:
        return self.section.get_by_role("log").get_by_role("article")

    @property
    def box(self) -> Locator:
        return self.section.get_by_role("combobox", name="Message")

    async def show(self) -> None:
        """Choose it, where a phone shows one chat at a time."""
        await expect(self.page.get_by_role("main")).to_be_visible()
        tab = self.page.get_by_role("navigation", name="What to show").get_by_role(
            "button", name=self.platform
        )
        if await tab.is_visible():
            await tab.click()

    async def choose_channel(self, name: str) -> None:
        await self.show()
        channels = self.section.get_by_role("navigation", name=f"Channels on {self.platform}")
        await channels.get_by_role("button", name=name).click()
        await expect(self.box).to_have_accessible_name(f"Message {name}")

    async def type(self, text: str) -> None:
        await self.show()
        await self.box.click()
        await self.box.press_sequentially(text)

    async def choose_command(self, name: str) -> Locator:
        """Type a command of Discord, choose it from the list, and return its form."""
        await self.type(f"/{name}")
        offered = self.section.get_by_role("listbox", name="Commands").get_by_role("option")
        await expect(offered.and_(self.page.get_by_role("option", selected=True))).to_contain_text(
            f"/{name}"
        )
        await self.page.keyboard.press("Enter")
        return self.section.get_by_role("group", name=f"Command /{name}")

    async def enter(self, form: Locator, option: str, typed: str, chosen: str) -> None:
        """Type into an option that has the focus, and choose from what is offered."""
        field = form.get_by_role("combobox", name=option)
        await expect(field).to_be_focused()
        await field.press_sequentially(typed)
        offered = form.get_by_role("listbox", name=f"Choices for {option}")
        await expect(offered.get_by_role("option", selected=True)).to_contain_text(chosen)
        await self.page.keyboard.press("Enter")
        await expect(field).to_have_value(chosen)

    async def has(self, count: int) -> None:
        await expect(self.messages).to_have_count(count)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at the page, in a sandbox whose quotes are in `quotes`."""

    page: BrowserPage
    sandbox: Sandbox
    quotes: Path

    @property
    def discord(self) -> Chat:
        return Chat(self.page, "Discord")

    @property
    def slack(self) -> Chat:
        return Chat(self.page, "Slack")

    async def become(self, name: str) -> None:
        people = self.page.get_by_label("You are")
        await people.select_option(name)

    async def look_behind(self, tab: str) -> Locator:
        """The drawer for the curious, at one of its tabs."""
        behind = self.page.get_by_role("button", name="Behind the scenes")
        panel = self.page.get_by_role("complementary", name="Behind the scenes")
        if not await panel.is_visible():
            await behind.click()
        await panel.get_by_role("tab", name=tab).click()
        return panel


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    """A desktop's window, and a phone's."""
    return str(request.param)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A folder with four quotes on two topics."""
    folder = tmp_path / "quotes"
    folder.mkdir()
    (folder / "topics.yaml").write_text(TOPICS, "utf-8")
    (folder / "work.yaml").write_text(WORK, "utf-8")
    return folder


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with headless_browser() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox(
    library: Path, monkeypatch: pytest.MonkeyPatch, discords_own_addresses: None
) -> AsyncIterator[Sandbox]:
    unset_everything(monkeypatch)
    monkeypatch.chdir(library.parent)
    monkeypatch.setenv("QUOTEBOT_QUOTES", str(library))
    opened: asyncio.Future[Sandbox] = asyncio.get_running_loop().create_future()
    closing = asyncio.Event()

    async def visit(sandbox: Sandbox) -> None:
        opened.set_result(sandbox)
        await closing.wait()

    running = asyncio.create_task(visit_sandbox(load_settings(), visit))
    waited: set[asyncio.Future[Any]] = {running, opened}
    await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
    try:
        yield opened.result()
    finally:
        closing.set()
        await running


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(
    browser: Browser, sandbox: Sandbox, size: str, library: Path, request: pytest.FixtureRequest
) -> AsyncIterator[Visitor]:
    width, height = SIZES[size]
    page = await browser.new_page(
        viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    page.set_default_timeout(PATIENCE)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.extend([said.text] * (said.type == "error")))
    await page.goto(sandbox.page.address)
    yield Visitor(page, sandbox, library)
    PICTURES.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=PICTURES / f"{request.node.name}.png")
    await page.close()
    assert faults == []
