"""Threads and mentions: where the loopback Slack puts what is said under a message."""

from slack_sdk.web.async_client import AsyncWebClient

from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack.payloads import app_mention
from tests.sandbox.slack.bolt import APP_TOKEN, BOT_TOKEN

GENERAL = "C0GENERAL"


def client(slack: LoopbackSlack) -> AsyncWebClient:
    return AsyncWebClient(BOT_TOKEN, base_url=slack.api_url, retry_handlers=[])


async def test_a_reply_stands_under_its_message_and_not_in_the_channels_history() -> None:
    async with LoopbackSlack(
        bot_token=BOT_TOKEN, app_token=APP_TOKEN, scopes=["chat:write", "channels:history"]
    ) as slack:
        root = slack.say("What a day")
        web = client(slack)
        await web.chat_postMessage(channel=GENERAL, text="Indeed", thread_ts=root.ts)
        reply = slack.messages("#general")[-1]
        assert reply.thread == root.ts
        history = await web.conversations_history(channel=GENERAL)
        assert [one["ts"] for one in history["messages"]] == [root.ts]


async def test_an_app_hears_its_name_where_it_is_a_member_and_has_the_scope() -> None:
    async with LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN) as slack:
        assert (await slack.mention("progress")).failure == "missing_scope"
    scopes = ["app_mentions:read"]
    async with LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN, scopes=scopes) as slack:
        assert (await slack.mention("progress")).failure == "dispatch_failed"


async def test_of_a_mention_everything_but_the_names_of_people_is_escaped() -> None:
    async with LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN) as slack:
        said = slack.say("<@U0QUOTEBOT> 1 < 2 & <!channel>")
        told = app_mention(slack.world, said)
        assert told["type"] == "app_mention"
        assert told["text"] == "<@U0QUOTEBOT> 1 &lt; 2 &amp; &lt;!channel&gt;"
        assert "thread_ts" not in told
