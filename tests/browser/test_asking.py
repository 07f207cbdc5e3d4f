"""Asking for quotes in both chats, as a person would."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import IN_ONE_LOOP, Chat, Visitor

pytestmark = IN_ONE_LOOP

STEPS = {"One step is a step.", "Two steps are a walk.", "Three steps are a journey."}


async def quoted(chat: Chat) -> list[str]:
    """The quotes that are shown, oldest first."""
    texts = await chat.messages.all_inner_texts()
    return [found[1] for text in texts if (found := re.search("“(.+?)”", text))]


async def ask_by_keyboard(visitor: Visitor) -> None:
    """Type /quote, choose it, type the beginning of a topic, choose it, and send."""
    form = await visitor.discord.choose_command("quote")
    await visitor.discord.enter(form, "topic", "pro", "progress")
    await visitor.page.keyboard.press("Enter")


async def test_one_click_gives_a_quote_in_both_chats(visitor: Visitor) -> None:
    await visitor.page.get_by_role("button", name="Try /quote progress in both").click()
    await visitor.discord.has(1)
    for chat in (visitor.discord, visitor.slack):
        await chat.show()
        await chat.has(1)
        assert set(await quoted(chat)) <= STEPS


async def test_on_discord_a_topic_is_chosen_by_keyboard_alone(visitor: Visitor) -> None:
    await ask_by_keyboard(visitor)
    await visitor.discord.has(1)
    assert set(await quoted(visitor.discord)) <= STEPS
    await expect(visitor.discord.box).to_be_focused()


async def test_on_slack_a_command_is_one_line(visitor: Visitor) -> None:
    await visitor.slack.type("/quote pro")
    await visitor.page.keyboard.type("gress")
    await visitor.page.keyboard.press("Enter")
    await visitor.slack.has(1)
    assert set(await quoted(visitor.slack)) <= STEPS
    await expect(visitor.slack.box).to_have_value("")


async def test_another_twice_shows_each_quote_of_the_topic_once(visitor: Visitor) -> None:
    await ask_by_keyboard(visitor)
    await visitor.discord.has(1)
    await visitor.slack.type("/quote progress\n")
    await visitor.slack.has(1)
    for chat in (visitor.discord, visitor.slack):
        await chat.show()
        for shown in (2, 3):
            await chat.messages.last.get_by_role("button", name="Another").click()
            await chat.has(shown)
        assert set(await quoted(chat)) == STEPS


async def test_a_private_quote_is_seen_by_one_until_it_is_shared(visitor: Visitor) -> None:
    await visitor.become("Max")
    form = await visitor.discord.choose_command("quote")
    await form.get_by_role("button", name="Add option private").click()
    await visitor.discord.enter(form, "private", "Tr", "True")
    await visitor.page.keyboard.press("Enter")
    await visitor.discord.has(1)
    await expect(visitor.discord.messages).to_contain_text("Only you can see this")
    await visitor.slack.type("/quote private patience\n")
    await visitor.slack.has(1)
    await expect(visitor.slack.messages).to_contain_text("Only visible to you")
    await visitor.become("Ada")
    for chat in (visitor.discord, visitor.slack):
        await chat.show()
        await chat.has(0)
    await visitor.become("Max")
    for chat in (visitor.discord, visitor.slack):
        await chat.show()
        await chat.messages.first.get_by_role("button", name="Share here").click()
        await expect(chat.messages.last).to_contain_text("Max", ignore_case=True)
    await visitor.become("Ada")
    for chat in (visitor.discord, visitor.slack):
        await chat.show()
        await chat.has(1)


async def test_a_mention_is_answered_in_a_thread(visitor: Visitor) -> None:
    await visitor.slack.type("@quotebot patience\n")
    await visitor.slack.has(1)
    await visitor.slack.section.get_by_role("button", name="1 reply").click()
    thread = visitor.page.get_by_role("complementary", name="Thread")
    await expect(thread).to_contain_text("No haste and no rest.")
    box = thread.get_by_label("Reply in this thread")
    await box.fill("@quotebot progress")
    await box.press("Enter")
    await expect(thread.get_by_role("article")).to_have_count(4)


@pytest.mark.parametrize("size", ["desktop"], indirect=True)
async def test_guests_are_not_offered_what_is_not_theirs(visitor: Visitor) -> None:
    await visitor.become("Gus")
    await visitor.discord.type("/da")
    await expect(visitor.discord.section.get_by_role("option")).to_have_count(0)
    await visitor.become("Ada")
    await visitor.discord.box.fill("")
    await visitor.discord.type("/da")
    options = visitor.discord.section.get_by_role("option")
    await expect(options.filter(has_text="/daily set")).to_have_count(1)


@pytest.mark.parametrize("size", ["desktop"], indirect=True)
async def test_words_without_a_command_are_nothing_to_the_bot(visitor: Visitor) -> None:
    for chat in (visitor.discord, visitor.slack):
        await chat.type("good morning\n")
        await chat.has(1)
        await expect(chat.messages).to_contain_text("good morning")
