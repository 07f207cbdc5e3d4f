"""What the page is told of both chats, and what people do there through it."""

from typing import Any

import pytest

from tests.sandbox.page.conftest import Browser


async def say(browser: Browser, text: str, person: str = "Ada", **more: str) -> Any:
    return await browser.act("slack/send", person=person, channel="C0QUOTES", text=text, **more)


async def ask(browser: Browser, person: str = "Ada", name: str = "quote", **options: Any) -> Any:
    channel = str(browser.discord.channel("quotes").id)
    return await browser.act(
        "discord/command", person=person, channel=channel, name=name, options=options
    )


async def on_discord(browser: Browser, person: str = "Ada") -> Any:
    channel = str(browser.discord.channel("quotes").id)
    return (await browser.state(person=person, discord=channel))["discord"]["messages"]


async def on_slack(browser: Browser, person: str = "Ada") -> Any:
    return (await browser.state(person=person, slack="C0QUOTES"))["slack"]["messages"]


async def test_there_are_people_of_every_kind_on_both_platforms(browser: Browser) -> None:
    state = await browser.state()
    for platform in ("discord", "slack"):
        roles = {one["name"]: one["role"] for one in state[platform]["people"]}
        assert roles == {"Ada": "administrator", "Max": "member", "Gus": "guest"}
        assert {one["name"] for one in state[platform]["channels"]} >= {"general", "quotes"}
        assert state[platform]["connected"]
        assert not state[platform]["gone"]


async def test_a_person_sees_no_direct_messages_but_their_own(browser: Browser) -> None:
    state = await browser.state(person="Max")
    direct = [one["name"] for one in state["discord"]["channels"] if one["direct"]]
    assert direct == ["Max"]
    assert [one["name"] for one in state["slack"]["channels"] if one["direct"]] == ["@max"]


async def test_the_commands_are_those_that_the_bot_registered(browser: Browser) -> None:
    commands = (await browser.state())["discord"]["commands"]
    assert {one["name"] for one in commands} == {"quote", "quotes", "today", "daily"}


async def test_a_command_that_discord_does_not_offer_somebody_is_not_listed(
    browser: Browser,
) -> None:
    for_max = await browser.state(person="Max")
    assert {one["name"] for one in for_max["discord"]["commands"]} == {"quote", "quotes", "today"}
    (direct,) = [one["id"] for one in for_max["discord"]["channels"] if one["direct"]]
    for_max = await browser.state(person="Max", discord=direct)
    assert "daily" not in {one["name"] for one in for_max["discord"]["commands"]}


async def test_each_channel_names_the_newest_message_that_the_person_sees(
    browser: Browser,
) -> None:
    assert await newest(browser, "Ada") == {"discord": None, "slack": None}
    await ask(browser, person="Max", private=True)
    await say(browser, "/quote private data", person="Max")
    assert await newest(browser, "Ada") == {"discord": None, "slack": None}
    (discord,), (slack,) = await on_discord(browser, "Max"), await on_slack(browser, "Max")
    assert await newest(browser, "Max") == {"discord": discord["id"], "slack": slack["ts"]}


async def newest(browser: Browser, person: str) -> dict[str, str | None]:
    state = await browser.state(person=person)
    return {
        platform: channel["newest"]
        for platform in ("discord", "slack")
        for channel in state[platform]["channels"]
        if channel["name"] == "quotes"
    }


async def test_a_message_comes_as_it_was_sent_with_its_texts_parsed(browser: Browser) -> None:
    await ask(browser, topic="data")
    await say(browser, "/quote data")
    (discord,), (slack,) = await on_discord(browser), await on_slack(browser)
    sent = browser.discord.requests[-1].body["data"]["components"]
    assert sent[0]["components"][0]["content"] in discord["texts"]
    assert discord["payload"]["components"][0]["type"] == sent[0]["type"]
    assert slack["payload"]["blocks"][0]["type"] == "rich_text"
    assert all(discord["texts"].values())
    assert (discord["author"], discord["bot"]) == ("quotebot", True)


async def test_suggestions_come_while_typing(browser: Browser) -> None:
    channel = str(browser.discord.channel("quotes").id)
    told = await browser.act(
        "discord/autocomplete",
        person="Max",
        channel=channel,
        name="quote",
        options={"topic": "pro"},
        focused="topic",
    )
    assert "progress" in [one["value"] for one in told["choices"]]


async def test_a_private_answer_is_seen_by_one_person_alone(browser: Browser) -> None:
    await ask(browser, person="Max", private=True)
    await say(browser, "/quote private data", person="Max")
    for seen in (await on_discord(browser, "Max"), await on_slack(browser, "Max")):
        assert [one["ephemeral"] for one in seen] == [True]
    assert await on_discord(browser, "Ada") == await on_slack(browser, "Ada") == []


async def test_buttons_can_be_pressed(browser: Browser) -> None:
    await ask(browser, topic="progress")
    await say(browser, "/quote progress")
    (discord,), (slack,) = await on_discord(browser), await on_slack(browser)
    row = discord["payload"]["components"][0]["components"][-1]["components"]
    channel = str(browser.discord.channel("quotes").id)
    pressed = await browser.act(
        "discord/press",
        person="Ada",
        channel=channel,
        message=discord["id"],
        custom_id=row[0]["custom_id"],
    )
    assert "refused" not in pressed
    action = slack["payload"]["blocks"][-1]["elements"][0]["action_id"]
    await browser.act(
        "slack/press", person="Ada", channel="C0QUOTES", ts=slack["ts"], action_id=action
    )
    assert len(await on_discord(browser)) == len(await on_slack(browser)) == 2


async def test_what_a_platform_would_not_send_is_said_to_the_person(browser: Browser) -> None:
    told = await ask(browser, person="Gus", name="daily list")
    assert "daily" in told["refused"]
    gone = await browser.act("slack/press", person="Ada", channel="C0QUOTES", ts="1", action_id="x")
    assert gone == {"refused": "This message is gone"}


async def test_a_mention_is_answered_in_the_thread(browser: Browser) -> None:
    await say(browser, "@quotebot data please")
    said, answered = await on_slack(browser)
    assert (said["author"], said["bot"]) == ("Ada", False)
    assert answered["thread"] == said["ts"]
    await say(browser, "@quotebot progress", thread=said["ts"])
    assert [one["thread"] for one in await on_slack(browser)] == [None, *[said["ts"]] * 3]


async def test_words_to_nobody_are_only_written_down(browser: Browser) -> None:
    await say(browser, "good morning")
    channel = str(browser.discord.channel("quotes").id)
    await browser.act("discord/say", person="Max", channel=channel, text="good morning")
    assert [one["payload"]["text"] for one in await on_slack(browser)] == ["good morning"]
    assert [one["payload"]["content"] for one in await on_discord(browser)] == ["good morning"]


async def test_the_form_for_a_daily_quote_opens_and_is_sent(browser: Browser) -> None:
    (opened,) = (await say(browser, "/quote daily"))["views"]
    view = opened["view"]["id"]
    who = {"person": "Ada", "channel": "C0QUOTES", "view": view}
    zones = await browser.act("slack/suggest", **who, action_id="zone", typed="berlin")
    assert "Europe/Berlin" in [one["value"] for one in zones["options"]]
    wrong = await browser.act("slack/submit", **who, entries={"topics": ["no-such-topic"]})
    assert "does not offer" in wrong["refused"]
    told = await browser.act(
        "slack/submit", **who, entries={"time": "09:00", "zone": "Europe/Berlin"}
    )
    assert told["errors"] == {}
    (updated,) = told["views"]
    assert (updated["view"]["id"], "submit" in updated["view"]) == (view, False)


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"person": "Nobody"}', '{"person": 1}'])
async def test_what_the_page_would_not_ask_is_refused_plainly(browser: Browser, body: str) -> None:
    for path in ("discord/command", "discord/press", "slack/send", "clock/turn", "faults/add"):
        assert await browser.status("POST", path, data=body) == 400
    assert await browser.status("GET", "state?person=Nobody") == 404
