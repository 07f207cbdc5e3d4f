"""What the page shows of the wire."""

from typing import Any

from quotebot.sandbox.discord import ServerError
from tests.sandbox.page.conftest import Browser
from tests.sandbox.page.test_chats import ask, on_discord, on_slack, say


async def entries(browser: Browser, platform: str) -> list[Any]:
    wire = (await browser.state())["wire"]
    assert [one["id"] for one in wire] == sorted(one["id"] for one in wire)
    return [one for one in wire if one["platform"] == platform]


async def test_a_message_leads_to_the_payload_that_made_it(browser: Browser) -> None:
    await ask(browser, topic="data")
    await say(browser, "/quote data")
    (discord,), (slack,) = await on_discord(browser), await on_slack(browser)
    (made,) = [one for one in await entries(browser, "discord") if one["message"] == discord["id"]]
    assert made["body"] == browser.discord.requests[-1].body
    assert made["direction"] == "from the bot"
    assert made["refused"] is None
    (posted,) = [one for one in await entries(browser, "slack") if one["message"] == slack["ts"]]
    assert posted["body"]["blocks"] == browser.slack.requests[-1].body["blocks"]
    assert posted["milliseconds"] >= 0


async def test_what_people_do_is_seen_on_its_way_to_the_bot(browser: Browser) -> None:
    await ask(browser, topic="data")
    await say(browser, "/quote data")
    told = [one for one in await entries(browser, "discord") if one["direction"] == "to the bot"]
    assert told[-1]["title"] == "INTERACTION_CREATE"
    assert told[-1]["body"]["data"]["name"] == "quote"
    heard = [one for one in await entries(browser, "slack") if one["direction"] == "to the bot"]
    assert heard[-1]["body"]["command"] == "/quote"
    acknowledged = [one for one in await entries(browser, "slack") if "ackn" in one["title"]]
    assert acknowledged[-1]["refused"] is None


async def test_what_a_platform_did_not_take_says_why(browser: Browser) -> None:
    route = "POST /interactions/{interaction_id}/{interaction_token}/callback"
    browser.discord.fail_next(route, ServerError(500))
    async with browser.session.post(browser.discord.api_url + "/channels/1/messages") as refused:
        assert refused.status == 401
    async with browser.session.post(browser.slack.api_url + "chat.postMessage") as answer:
        assert (await answer.json())["error"] == "not_authed"
    on_discord_, on_slack_ = await entries(browser, "discord"), await entries(browser, "slack")
    assert on_discord_[-1]["refused"].startswith("HTTP 401")
    assert on_slack_[-1]["refused"] == "not_authed"


async def test_a_body_against_the_rules_is_shown_with_the_field_and_the_rule(
    browser: Browser,
) -> None:
    channel = browser.discord.channel("quotes").id
    headers = {"Authorization": f"Bot {browser.discord.token}"}
    url = f"{browser.discord.api_url}/channels/{channel}/messages"
    body = {"content": "x" * 2001}
    async with browser.session.post(url, json=body, headers=headers) as answer:
        assert answer.status == 400
    refused = (await entries(browser, "discord"))[-1]["refused"]
    assert "content: Must be 2000 or fewer in length." in refused
    headers = {"Authorization": "Bearer xoxb-test"}
    posted = {"channel": "C0QUOTES", "blocks": [{"type": "nonsense"}]}
    async with browser.session.post(
        browser.slack.api_url + "chat.postMessage", json=posted, headers=headers
    ) as answer:
        assert not (await answer.json())["ok"]
    assert "invalid_blocks" in (await entries(browser, "slack"))[-1]["refused"]
