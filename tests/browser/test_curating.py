"""What a curator sees: files read anew as they are saved, and quotes shown before they are."""

import asyncio
import base64
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import pytest
from playwright.async_api import Browser, expect

from quotebot.running.previewing import picture_preview, preview_of, show_preview
from quotebot.sandbox.page.picture import Picture
from quotebot.settings import load_settings
from tests.browser.conftest import IN_ONE_LOOP, SAVED, Chat, Visitor, save
from tests.cli.machine import unset_everything

pytestmark = IN_ONE_LOOP

GOOD = "One step is a step."
BETTER = "One step is a beginning."
LOOK: Final = """async (png) => {
  const bytes = Uint8Array.from(atob(png), (one) => one.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
  const {width, height} = image;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.drawImage(image, 0, 0);
  const {data} = context.getImageData(0, 0, width, height);
  const colours = new Set(new Uint32Array(data.buffer)).size;
  return {width, height, colours, brightness: (data[0] + data[1] + data[2]) / 3};
}"""


async def test_a_saved_quote_is_what_the_bot_says_next(visitor: Visitor) -> None:
    library = await visitor.look_behind("Library")
    await expect(library).to_contain_text("Not read anew yet")
    save(visitor.quotes, lambda text: text.replace(GOOD, BETTER))
    await expect(library.get_by_role("listitem")).to_have_text(["one-step"], timeout=SAVED)
    await visitor.slack.type("/quote #one-step\n")
    await visitor.slack.has(1)
    await expect(visitor.slack.messages).to_contain_text(BETTER)


async def test_a_bad_edit_is_shown_with_its_place_until_it_is_mended(visitor: Visitor) -> None:
    news = visitor.page.locator(".library-news")
    save(visitor.quotes, lambda text: text.replace("topics: [progress]", "topics: [nonsense]", 1))
    await expect(news).to_contain_text(re.compile(r"work\.yaml:7:\d+: .*nonsense"), timeout=SAVED)
    await news.get_by_role("button").click()
    panel = visitor.page.get_by_role("complementary", name="Behind the scenes")
    await expect(panel).to_contain_text("the bot keeps the quotes it had")
    await expect(panel.get_by_role("listitem")).to_contain_text([re.compile(r"work\.yaml:7:\d+")])
    await visitor.slack.type("/quote #one-step\n")
    await visitor.slack.has(1)
    await expect(visitor.slack.messages).to_contain_text(GOOD)
    save(visitor.quotes, lambda text: text.replace("topics: [nonsense]", "topics: [progress]"))
    await expect(news).to_be_empty(timeout=SAVED)
    await visitor.look_behind("Library")
    await expect(panel).to_contain_text("Read anew: 4 quotes.")


@dataclass(frozen=True, slots=True)
class Previewed:
    """The page of a preview, and what the command has said."""

    address: str
    said: list[str]


@pytest.fixture
def at_home(library: Path, monkeypatch: pytest.MonkeyPatch, discords_own_addresses: None) -> Path:
    """The folder with the quotes, which is all that is set up."""
    unset_everything(monkeypatch)
    monkeypatch.chdir(library.parent)
    monkeypatch.setenv("QUOTEBOT_QUOTES", str(library))
    return library


@asynccontextmanager
async def previewing(target: str) -> AsyncIterator[Previewed]:
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    said: list[str] = []
    preview = preview_of(load_settings(), target)
    showing = asyncio.create_task(show_preview(preview, said.append, address.set_result))
    either: set[asyncio.Future[Any]] = {showing, address}
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    try:
        yield Previewed(address.result(), said)
    finally:
        showing.cancel()
        await asyncio.wait({showing})


async def test_a_file_is_previewed_and_shown_anew_when_it_is_saved(
    browser: Browser, at_home: Path
) -> None:
    async with previewing(str(at_home / "work.yaml")) as previewed:
        page = await browser.new_page(viewport={"width": 1280, "height": 800})
        await page.goto(previewed.address)
        chats = (Chat(page, "Discord"), Chat(page, "Slack"))
        for chat in chats:
            await chat.has(4)
            await expect(chat.messages.first).to_contain_text(GOOD)
        save(at_home, lambda text: text.replace(GOOD, BETTER))
        for chat in chats:
            await expect(chat.messages).to_have_count(5, timeout=SAVED)
            await expect(chat.messages.last).to_contain_text(BETTER)
        save(at_home, lambda text: text.replace("where:", "were:", 1))
        await expect(page.locator(".library-news")).to_contain_text("work.yaml:7:", timeout=SAVED)
        assert "work.yaml:7:" in "\n".join(previewed.said)
        await page.close()


async def test_an_id_is_previewed_in_both_chats(browser: Browser, at_home: Path) -> None:
    async with previewing("#no-haste") as previewed:
        page = await browser.new_page(viewport={"width": 390, "height": 844})
        await page.goto(previewed.address)
        for chat in (Chat(page, "Discord"), Chat(page, "Slack")):
            await chat.show()
            await chat.has(1)
            await expect(chat.messages).to_contain_text("No haste and no rest.")
        await page.close()


@pytest.mark.parametrize("platform", ["discord", "slack"])
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_a_picture_shows_the_card_and_no_more(
    browser: Browser,
    at_home: Path,
    tmp_path: Path,
    platform: Literal["discord", "slack"],
    theme: Literal["light", "dark"],
) -> None:
    file = tmp_path / "card.png"
    preview = preview_of(load_settings(), "no-haste")
    await picture_preview(preview, Picture(platform=platform, theme=theme), file)
    card = await drawn(browser, file.read_bytes())
    assert 800 < card.width <= 2 * 560
    assert 200 < card.height < 600
    assert card.colours > 10
    assert (card.brightness > 128) == (theme == "light")


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is in a picture; the brightness is that of its corner, from 0 to 255."""

    width: int
    height: int
    colours: int
    brightness: float


async def drawn(browser: Browser, png: bytes) -> Drawn:
    page = await browser.new_page()
    found = await page.evaluate(LOOK, base64.b64encode(png).decode())
    await page.close()
    return Drawn(**found)
