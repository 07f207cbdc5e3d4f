"""Takes the README's pictures of the sandbox anew: make pictures."""

import asyncio
import os
from pathlib import Path
from typing import Final

from playwright.async_api import Page, expect

from quotebot.running.sandbox import Sandbox, visit_sandbox
from quotebot.sandbox.page.picture import headless_browser
from quotebot.settings import load_settings

IMAGES: Final = Path(__file__).parents[2] / "docs" / "images"
SIZE: Final = (1280, 800)
ON_DISCORD: Final = (
    ("Max", "Two weeks of training runs, and nothing to show for them."),
    ("Ada", "#waste-is-progress"),
    ("Gus", "And when does the cluster come back?"),
    ("Ada", "#this-suspense-is-terrible"),
)
ON_SLACK: Final = (
    ("Max", "My new parser dropped half of the rows. Sorry, all."),
    ("Ada", "#dear-blunderers"),
    ("Gus", "It nearly worked, though!"),
    ("Max", "#trying-and-failing"),
)


async def talk(sandbox: Sandbox) -> None:
    """What one would say to others; a word with # in front of it is the id of a quote."""
    for name, words in ON_DISCORD:
        person = sandbox.discord.person(name)
        if words.startswith("#"):
            await sandbox.discord.command("quotes show", {"id": words[1:]}, person=person)
        else:
            sandbox.discord.say(sandbox.discord.channel("general"), words, person=person)
    for name, words in ON_SLACK:
        if words.startswith("#"):
            await sandbox.slack.command("/quote", words, person=name)
        else:
            sandbox.slack.say(words, person=name)


async def take(sandbox: Sandbox) -> None:
    await talk(sandbox)
    width, height = SIZE
    async with headless_browser() as browser:
        page = await browser.new_page(
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            color_scheme="light",
            locale="en-GB",
        )
        await page.goto(sandbox.page.address)
        await expect(page.get_by_role("article")).to_have_count(len(ON_DISCORD + ON_SLACK))
        await page.screenshot(path=IMAGES / "sandbox.png")
        await page.emulate_media(color_scheme="dark")
        await look_behind(page)
        await page.screenshot(path=IMAGES / "behind-the-scenes.png")


async def look_behind(page: Page) -> None:
    """At the payload of Slack's last message."""
    slack = page.get_by_role("region", name="Slack")
    await slack.get_by_role("button", name="Payload").last.click()
    panel = page.get_by_role("complementary", name="Behind the scenes")
    await expect(panel.get_by_role("region", name="The message")).to_be_visible()
    await page.mouse.move(0, 0)


def main() -> None:
    for name in [name for name in os.environ if name.startswith("QUOTEBOT_")]:
        del os.environ[name]
    IMAGES.mkdir(parents=True, exist_ok=True)
    asyncio.run(visit_sandbox(load_settings(), take))


if __name__ == "__main__":
    main()
