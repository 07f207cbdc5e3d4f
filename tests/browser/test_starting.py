"""From nothing to a quote in both chats, as somebody does who has just got quotebot."""

import re
import signal
from pathlib import Path

from playwright.async_api import Browser, expect

from tests.browser.conftest import IN_ONE_LOOP, Chat
from tests.cli.machine import started

pytestmark = IN_ONE_LOOP


async def test_what_make_run_starts_is_one_click_from_a_quote_in_both_chats(
    browser: Browser, tmp_path: Path
) -> None:
    async with started(tmp_path, "run", "--or-sandbox") as sandbox:
        await sandbox.says("http://")
        address = re.search(r"http://\S+/", sandbox.output + sandbox.errors)
        assert address
        page = await browser.new_page(viewport={"width": 1280, "height": 800})
        await page.goto(address[0])
        await page.get_by_role("button", name="Try /quote progress in both").click()
        for chat in (Chat(page, "Discord"), Chat(page, "Slack")):
            await chat.has(1)
            await expect(chat.messages.get_by_role("button", name="Another")).to_be_visible()
            await expect(chat.messages).to_contain_text("Topic: progress")
        sandbox.send(signal.SIGINT)
        assert await sandbox.ended() == 0
        await expect(page.get_by_role("alert").filter(has_text="has ended")).to_be_visible()
        await page.close()
