"""Daily quotes, set up as people do it and awaited by turning the clock, come what may."""

import re
from typing import Final

from playwright.async_api import expect

from tests.browser.conftest import IN_ONE_LOOP, Visitor

pytestmark = IN_ONE_LOOP

RETRY: Final = 60_000  # milliseconds within which the bot has looked again at what it left behind


async def set_up_on_discord(visitor: Visitor, time: str) -> None:
    """By /daily set in #quotes, with the keyboard."""
    await visitor.discord.choose_channel("#quotes")
    form = await visitor.discord.choose_command("daily set")
    await expect(form.get_by_role("combobox", name="time", exact=True)).to_be_focused()
    await visitor.page.keyboard.type(time)
    await visitor.page.keyboard.press("Tab")
    await visitor.discord.enter(form, "timezone", "berlin", "Europe/Berlin")
    await visitor.page.keyboard.press("Enter")
    await visitor.discord.has(2)  # one tells the channel, the other whoever did it
    await expect(visitor.discord.messages.last).to_contain_text("Next post")


async def set_up_on_slack(visitor: Visitor, time: str) -> None:
    """In the modal, with its fields filled in: the time, the zone by a search, and a topic."""
    await visitor.slack.choose_channel("#quotes")
    await visitor.slack.type("/quote daily\n")
    modal = visitor.page.get_by_role("dialog", name="Daily quote")
    await modal.get_by_label("Time", exact=True).fill(time)
    await search(visitor, "Time zone", "berlin", "Europe/Berlin")
    await search(visitor, "Topics", "patience", "patience")
    await modal.get_by_role("button", name="Set up").click()
    await expect(modal).to_contain_text("Europe/Berlin")
    await modal.get_by_role("button", name="Close").last.click()
    await expect(modal).to_have_count(0)
    await expect(visitor.slack.box).to_be_focused()


async def search(visitor: Visitor, label: str, typed: str, wanted: str) -> None:
    modal = visitor.page.get_by_role("dialog", name="Daily quote")
    await modal.get_by_role("combobox", name=label).fill(typed)
    option = modal.get_by_role("listbox", name=label).get_by_role("option", selected=True)
    await expect(option).to_have_text(wanted)
    await visitor.page.keyboard.press("Enter")


async def set_up(visitor: Visitor, time: str) -> None:
    """For Gus, who sees what everybody sees: that it was set up, and soon the quotes."""
    await set_up_on_discord(visitor, time)
    await set_up_on_slack(visitor, time)
    await visitor.become("Gus")
    for chat in (visitor.discord, visitor.slack):
        await chat.show()
        await chat.has(1)
        await expect(chat.messages).to_contain_text("A daily quote was set up")


async def turn(visitor: Visitor, button: str) -> None:
    panel = await visitor.look_behind("Clock")
    await panel.get_by_label("Time zone").select_option("Europe/Berlin")
    shown = panel.locator(".time")
    before = await shown.inner_text()
    await panel.get_by_role("button", name=button).click()
    await expect(shown).not_to_contain_text(before[: before.rindex(":")])


async def came(visitor: Visitor) -> None:
    """A quote stands behind the words that it was set up."""
    for chat in (visitor.discord, visitor.slack):
        await chat.show()
        await expect(chat.messages).to_have_count(2, timeout=RETRY)
        await expect(chat.messages.last).to_contain_text("“")


async def came_once(visitor: Visitor) -> None:
    """What is asked now is all that comes after it."""
    await visitor.slack.type("/quote progress\n")
    await visitor.slack.has(3)
    await visitor.discord.choose_command("quote")
    await visitor.page.keyboard.press("Enter")
    await visitor.discord.has(3)


async def test_tomorrow_at_nine_each_comes_once(visitor: Visitor) -> None:
    await set_up(visitor, "09:00")
    await turn(visitor, "Tomorrow 09:00")
    await came(visitor)
    await expect(visitor.slack.messages.last).to_contain_text("No haste and no rest.")
    await turn(visitor, "One hour on")
    await came_once(visitor)


async def test_across_a_change_of_clocks_each_comes_once(visitor: Visitor) -> None:
    """At 02:30 of that night: skipped in spring, twice in autumn."""
    await set_up(visitor, "02:30")
    await turn(visitor, "To just before the clocks change")
    await turn(visitor, "One hour on")
    await came(visitor)
    await turn(visitor, "One hour on")
    await came_once(visitor)


async def test_a_refused_post_is_tried_again_and_comes_once(visitor: Visitor) -> None:
    await set_up(visitor, "09:00")
    faults = await visitor.look_behind("Faults")
    for platform in ("Discord", "Slack"):
        await faults.get_by_role("button", name=f"{platform}: Next post: 500").click()
    await expect(faults.get_by_role("listitem")).to_have_text(["Discord: 500", "Slack: 500"])
    await turn(visitor, "Tomorrow 09:00")
    payloads = await visitor.look_behind("Payloads")
    await payloads.get_by_label("only what was refused").check()
    tries = payloads.locator("summary")
    await expect(tries).to_have_count(2)
    await tries.first.click()
    await expect(payloads.get_by_text(re.compile("^Refused: .*500"))).to_be_visible()
    await turn(visitor, "One hour on")
    await came(visitor)
    await came_once(visitor)


async def test_a_platform_that_was_gone_is_answered_again(visitor: Visitor) -> None:
    faults = await visitor.look_behind("Faults")
    await faults.get_by_label("Slack is gone").check()
    await visitor.slack.show()
    standing = visitor.slack.section.get_by_role("status").first
    await expect(standing).to_have_text("gone")
    await visitor.slack.type("/quote progress\n")
    await expect(visitor.slack.section.get_by_role("log")).to_contain_text("Only visible to you")
    await (await visitor.look_behind("Faults")).get_by_label("Slack is gone").uncheck()
    await visitor.slack.show()
    await expect(standing).to_have_text("bot connected", timeout=RETRY)
    await visitor.slack.type("/quote progress\n")
    await visitor.slack.has(1)
