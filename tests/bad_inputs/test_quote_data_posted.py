"""Rows 1 to 14 once more: what no file may hold, as it is posted when it was loaded."""

import pytest

from quotebot.core.quotes import Anthology
from quotebot.sandbox.discord import Message as DiscordMessage
from quotebot.sandbox.discord.drawing import draw_markdown
from quotebot.sandbox.slack import Message as SlackMessage
from quotebot.sandbox.slack.drawing import draw as draw_slack
from tests import anthologies
from tests.chats import on_discord, on_slack


async def as_posted(text: str, author: str = "Ann Author") -> tuple[DiscordMessage, SlackMessage]:
    """The card for a quote with these words, as each platform got it."""
    anthology = Anthology([anthologies.quote("bad", text, author=author)])
    async with on_discord(anthology) as discord, on_slack(anthology) as slack:
        discord_answer = await discord.command("quote", {"topic": "progress"})
        slack_answer = await slack.command("/quote", "progress")
        return discord_answer.message, slack_answer.messages[0]


INERT = {
    1: "@everyone @here",
    2: "<@&1100000000000000001> <@1100000000000000012> <#1100000000000000021>",
    3: "<!channel> <!here> <!subteam^S1> <@U0MAX>",
    4: "</ban:1100000000000000001> <t:0:R> <:x:1100000000000000001> <id:customize>",
    5: "[free nitro](https://evil) discord.gg/x https://evil",
    6: "# big ```code``` ||spoiler||",
    7: "*b* _i_ ~s~ `c`",
    8: "Q&A <3 > and &amp;",
    13: "half an emoji: 😀",
}


@pytest.mark.usefixtures("discords_own_addresses")
@pytest.mark.parametrize("row", INERT)
async def test_row_01_to_13_what_was_loaded_is_shown_as_it_is_and_does_nothing(row: int) -> None:
    text = INERT[row]
    on_discord, on_slack = await as_posted(text, author=text)
    first, second, _ = on_discord.payload["components"][0]["components"]
    assert on_discord.pings == ()
    assert draw_markdown(first["content"]) == f"“{text}”"
    assert draw_markdown(second["content"]).splitlines()[0] == text
    said, author = on_slack.payload["blocks"][0]["elements"]
    assert said["elements"] == [{"type": "text", "text": f"“{text}”"}]
    assert author["elements"][0] == {"type": "text", "text": text, "style": {"bold": True}}
    assert draw_slack({"text": on_slack.payload["text"]}).startswith("“")
    assert "<" not in on_slack.payload["text"]


@pytest.mark.usefixtures("discords_own_addresses")
async def test_row_05_no_preview_is_fetched_for_a_link() -> None:
    bad = Anthology([anthologies.quote("bad", "see https://evil and discord.gg/x")])
    async with on_discord(bad) as discord, on_slack(bad) as slack:
        assert (await discord.command("quote")).message.payload["embeds"] == []
        await slack.command("/quote")
        sent = slack.requests[-1].body
    assert (sent["unfurl_links"], sent["unfurl_media"]) == (False, False)


@pytest.mark.usefixtures("discords_own_addresses")
async def test_row_14_a_text_that_is_too_long_is_cut_between_characters() -> None:
    family = "👨‍👩‍👧‍👦"
    on_discord, on_slack = await as_posted(family * 700)
    shown = draw_markdown(on_discord.payload["components"][0]["components"][0]["content"])
    said = on_slack.payload["blocks"][0]["elements"][0]["elements"][0]["text"]
    for text in (shown, said):
        assert text.endswith("…”")
        assert text.removeprefix("“").removesuffix("…”").replace(family, "") == ""
