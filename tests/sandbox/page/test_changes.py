"""The page is told when there is something new to see."""

import asyncio

from quotebot.sandbox.page import LibraryNews
from tests.sandbox.page.conftest import Browser
from tests.sandbox.page.test_chats import ask


async def test_every_page_that_is_open_hears_of_a_change(browser: Browser) -> None:
    address = browser.page.address + "changes"
    async with (
        browser.session.ws_connect(address) as one,
        browser.session.ws_connect(address) as other,
    ):
        for socket in (one, other):
            assert await socket.receive_str(timeout=5) == "changed"
        await ask(browser, topic="data")
        for socket in (one, other):
            assert await socket.receive_str(timeout=5) == "changed"


async def test_what_nobody_tells_of_is_noticed(browser: Browser) -> None:
    async with browser.session.ws_connect(browser.page.address + "changes") as socket:
        assert await socket.receive_str(timeout=5) == "changed"
        browser.page.library.kept(["quotes/a.yaml:3:1 the text is empty"])
        async with asyncio.timeout(5):
            while (await browser.state())["library"] is None:
                await socket.receive_str()
    library = (await browser.state())["library"]
    assert library["problems"] == ["quotes/a.yaml:3:1 the text is empty"]


async def test_news_of_the_library_say_what_changed(browser: Browser) -> None:
    news: LibraryNews = browser.page.library
    news.replaced(7, ["a-quote"])
    library = (await browser.state())["library"]
    assert (library["quotes"], library["changed"], library["problems"]) == (7, ["a-quote"], [])
