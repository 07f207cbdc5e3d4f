"""Reading the page and finding one's way in it: with any eyes, by keyboard alone, on a phone."""

import json
from pathlib import Path
from typing import Final, Literal

import aiohttp
import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Locator, Route, expect

from tests.browser.conftest import IN_ONE_LOOP, PICTURES, SAVED, Chat, Visitor, save

pytestmark = IN_ONE_LOOP

THEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
GRAVE: Final = {"serious", "critical"}
HOSTILE: Final = (
    '<script>alert(1)<b>*bold*<i> "&amp;" `code` **x** ~~y~~ <img src=x onerror=alert(2)>'
)
FURTHEST: Final = 60  # presses of Tab from one end of the page to the other


async def stands_well(visitor: Visitor, state: str, size: str) -> list[str]:
    """What is wrong with the page as it stands, in light and dark; a picture is kept of each.

    axe must find nothing grave, and nothing may be wider than the window.
    """
    wrong: list[str] = []
    PICTURES.mkdir(parents=True, exist_ok=True)
    for theme in THEMES:
        await visitor.page.emulate_media(color_scheme=theme)
        await visitor.page.screenshot(path=PICTURES / f"{state}, {size}, {theme}.png")
        found = (await Axe().run(visitor.page)).response["violations"]
        wrong += [
            f"{state}, {theme}: {one['id']} at {node['target']}: {node['failureSummary']}"
            for one in found
            if one["impact"] in GRAVE
            for node in one["nodes"]
        ]
    if await visitor.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        wrong.append(f"{state}: wider than the window")
    return wrong


async def test_the_chats_can_be_read(visitor: Visitor, size: str) -> None:
    page, discord, slack = visitor.page, visitor.discord, visitor.slack
    await expect(page.get_by_role("button", name="Try /quote")).to_be_visible()
    wrong = await stands_well(visitor, "nothing yet", size)
    await page.get_by_role("button", name="Try /quote").click()
    await discord.has(1)
    wrong += await stands_well(visitor, "a card on Discord", size)
    await slack.show()
    await slack.has(1)
    wrong += await stands_well(visitor, "a card on Slack", size)
    await slack.type("/quote private patience\n")
    await slack.has(2)
    wrong += await stands_well(visitor, "a private card on Slack", size)
    await slack.type("@quotebot patience\n")
    await slack.section.get_by_role("button", name="1 reply").click()
    await expect(page.get_by_role("complementary", name="Thread")).to_be_visible()
    wrong += await stands_well(visitor, "a thread", size)
    assert wrong == []


async def test_what_one_fills_in_can_be_read(visitor: Visitor, size: str) -> None:
    page, discord = visitor.page, visitor.discord
    await visitor.slack.type("/quote daily\n")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.get_by_role("combobox", name="Topics").click()
    wrong = await stands_well(visitor, "a form", size)
    await page.keyboard.press("Escape")  # closes the list
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await discord.type("/")
    await expect(discord.section.get_by_role("option").first).to_be_visible()
    wrong += await stands_well(visitor, "the list of commands", size)
    await discord.box.fill("")
    form = await discord.choose_command("quote")
    await form.get_by_role("button", name="Add option private").click()
    await discord.enter(form, "private", "Tr", "True")
    wrong += await stands_well(visitor, "a command", size)
    await page.keyboard.press("Enter")
    await discord.has(1)
    wrong += await stands_well(visitor, "a private card on Discord", size)
    assert wrong == []


async def test_behind_the_scenes_all_can_be_read(visitor: Visitor, size: str) -> None:
    await visitor.slack.type("/quote progress\n")
    await visitor.slack.has(1)
    wrong = []
    for tab in ("Payloads", "Clock", "Faults", "Library"):
        panel = await visitor.look_behind(tab)
        if tab == "Payloads":
            await panel.locator("summary").first.click()
        wrong += await stands_well(visitor, f"behind the scenes, {tab}", size)
    save(visitor.quotes, lambda text: text.replace("topics: [progress]", "topics: [nonsense]"))
    await expect(visitor.page.locator(".library-news")).to_contain_text("nonsense", timeout=SAVED)
    wrong += await stands_well(visitor, "a bad quote file", size)
    assert wrong == []


@pytest.mark.parametrize("size", ["desktop"], indirect=True)
@pytest.mark.parametrize("width", [320, 800, 1000])
async def test_a_form_stays_within_a_window_of_any_width(visitor: Visitor, width: int) -> None:
    await visitor.page.set_viewport_size({"width": width, "height": 600})
    await visitor.slack.type("/quote daily\n")
    form = visitor.page.get_by_role("dialog", name="Daily quote")
    await expect(form).to_be_visible()
    for edge in ("Close", "Set up"):
        button = form.get_by_role("button", name=edge).last
        await expect(button).to_be_in_viewport(ratio=1)
    left, right = await form.evaluate(
        "one => [one.getBoundingClientRect().left, one.getBoundingClientRect().right]"
    )
    assert 0 <= left < right <= width


async def tab_to(visitor: Visitor, wanted: Locator, key: str = "Tab") -> None:
    for _ in range(FURTHEST):
        await visitor.page.keyboard.press(key)
        if await wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{key} does not lead to {wanted}")


async def skip_to(visitor: Visitor, chat: Chat) -> None:
    """By the links that come first on the page, from wherever the focus is."""
    await expect(visitor.page.get_by_role("main")).to_be_visible()
    link = visitor.page.get_by_role("button", name=f"Type in {chat.platform}")
    await tab_to(visitor, link, "Shift+Tab")
    await visitor.page.keyboard.press("Enter")
    await expect(chat.box).to_be_focused()


async def test_quotes_come_without_a_mouse(visitor: Visitor) -> None:
    keys = visitor.page.keyboard
    await skip_to(visitor, visitor.discord)
    await keys.type("/quote")
    await keys.press("Enter")
    await keys.type("pro")
    choices = visitor.discord.section.get_by_role("listbox", name="Choices for topic")
    await expect(choices.get_by_role("option", selected=True)).to_have_text("progress")
    await keys.press("Enter")
    await keys.press("Enter")
    await visitor.discord.has(1)
    await expect(visitor.discord.box).to_be_focused()
    another = visitor.discord.messages.first.get_by_role("button", name="Another")
    await tab_to(visitor, another, "Shift+Tab")
    await keys.press("Enter")
    await visitor.discord.has(2)
    await expect(another).to_be_focused()
    await skip_to(visitor, visitor.slack)
    await keys.type("/quote progress\n")
    await visitor.slack.has(1)
    await expect(visitor.slack.box).to_be_focused()


async def test_forms_and_the_panel_open_and_close_without_a_mouse(visitor: Visitor) -> None:
    page, keys = visitor.page, visitor.page.keyboard
    await skip_to(visitor, visitor.slack)
    await keys.type("/quote daily\n")
    await expect(page.get_by_role("dialog", name="Daily quote")).to_be_visible()
    await keys.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(visitor.slack.box).to_be_focused()
    behind = page.get_by_role("button", name="Behind the scenes")
    await tab_to(visitor, behind, "Shift+Tab")
    await keys.press("Enter")
    await expect(page.get_by_role("tab", name="Payloads")).to_be_focused()
    await keys.press("ArrowRight")
    await expect(page.get_by_role("tab", name="Clock", selected=True)).to_be_focused()
    await keys.press("Escape")
    await expect(page.get_by_role("complementary", name="Behind the scenes")).to_have_count(0)
    await expect(behind).to_be_focused()


async def test_what_discord_draws_and_the_page_does_not_is_said(visitor: Visitor) -> None:
    discord = visitor.sandbox.discord
    select = {"type": 6, "custom_id": "roles", "placeholder": "Which role?"}
    url = f"{discord.api_url}/channels/{discord.channel('general').id}/messages"
    async with (
        aiohttp.ClientSession(headers={"Authorization": f"Bot {discord.token}"}) as session,
        session.post(url, json={"components": [{"type": 1, "components": [select]}]}) as answer,
    ):
        assert answer.status == 200, await answer.text()
    await expect_not_drawn(visitor.discord, "component 6: not drawn yet", "Which role?")


async def test_what_slack_draws_and_the_page_does_not_is_said(visitor: Visitor) -> None:
    """The loopback Slack refuses blocks that it does not know; here it has learnt of one."""

    async def with_a_table(route: Route) -> None:
        answer = await route.fetch()
        state = await answer.json()
        for message in state["slack"]["messages"]:
            message["payload"]["blocks"].append({"type": "table", "rows": [["A cell"]]})
        await route.fulfill(response=answer, json=state)

    await visitor.page.route("**/state?*", with_a_table)
    await visitor.slack.type("/quote progress\n")
    await expect_not_drawn(visitor.slack, "table: not drawn yet", "A cell")


async def expect_not_drawn(chat: Chat, what: str, part: str) -> None:
    await chat.show()
    await expect(chat.messages.locator("pre")).to_be_hidden()
    await chat.messages.get_by_text(what).click()
    await expect(chat.messages.locator("pre")).to_contain_text(part)


async def test_the_exact_payload_can_be_seen_and_copied(visitor: Visitor) -> None:
    page = visitor.page
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await visitor.slack.type("/quote progress\n")
    await visitor.slack.has(1)
    await visitor.slack.messages.hover()
    await visitor.slack.section.get_by_role("button", name="Payload").click()
    panel = page.get_by_role("complementary", name="Behind the scenes")
    shown = json.loads(await panel.get_by_role("region", name="The message").inner_text())
    (message,) = visitor.sandbox.slack.messages("C0GENERAL")
    assert shown == message.payload
    await panel.get_by_role("button", name="Copy: The message").click()
    await expect(panel.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert json.loads(await page.evaluate("navigator.clipboard.readText()")) == shown
    await panel.locator("summary").first.click()
    sent = json.loads(await panel.get_by_role("region", name="What the bot sent").inner_text())
    assert sent in [one.body for one in visitor.sandbox.slack.requests]
    assert sent["text"] == message.payload["text"]


@pytest.fixture
def hostile(library: Path) -> str:
    """A quote that would like to be more than words."""
    file = library / "work.yaml"
    quote = f"  - {{id: hostile, text: {json.dumps(HOSTILE)}, topics: [patience], where: page 1}}\n"
    file.write_text(file.read_text("utf-8") + quote, "utf-8")
    return HOSTILE


async def test_whatever_stands_in_a_quote_is_shown_as_words(hostile: str, visitor: Visitor) -> None:
    form = await visitor.discord.choose_command("quotes show")
    await visitor.page.keyboard.type("hostile")
    await expect(form.get_by_role("listbox").get_by_role("option", selected=True)).to_be_visible()
    await visitor.page.keyboard.press("Enter")
    await visitor.page.keyboard.press("Enter")
    await visitor.discord.has(1)
    await visitor.slack.type("/quote #hostile\n")
    await visitor.slack.has(1)
    for chat in (visitor.discord, visitor.slack):
        await chat.show()
        await expect(chat.messages).to_contain_text(f"“{hostile}”")
        await chat.type(f"Look: {hostile}\n")
        await chat.has(2)
        await expect(chat.messages.last).to_contain_text("<script>alert(1)<b>")
        await expect(chat.messages.last).to_contain_text('"&amp;"')
    assert await visitor.page.locator("main script, article b b").count() == 0
