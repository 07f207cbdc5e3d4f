"""Whatever a reply holds, Slack takes the message, and shows it without parsing its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.core.commands import DAILY_ACTIONS, DAILY_SET, FIND, QUOTE, SHOW
from quotebot.core.messages import Reply
from quotebot.core.quotes import Quote
from quotebot.on_slack.rendering import escape, usage
from quotebot.on_slack.translating import payload
from quotebot.sandbox.slack import mrkdwn
from quotebot.sandbox.slack.drawing import draw
from quotebot.sandbox.slack.posting import check_content
from tests.anthologies import ERRORS, WASTE
from tests.replies import card, replies

HOSTILE = [
    "<!channel> <!here> <!everyone> <!subteam^S1> <@U0MAX> <#C0GENERAL>",
    "<https://evil.example|nitro> https://evil.example",
    "Q&A <3 > &amp; &lt;",
    "*b* _i_ ~s~ `c` ```d```",
    ":smile: @here @channel",
    "> quoted",
]


def quote_of(text: str) -> Quote:
    return Quote(
        id="bad", text=text, author="@here", topics=("t",), source=WASTE.source, where="p. 1"
    )


@given(replies)
def test_slack_takes_every_reply(reply: Reply) -> None:
    check_content(payload(reply, asked_by="Ada"))


def test_a_card_shows_quote_author_work_topic_source_and_asker() -> None:
    drawn = draw(payload(card(WASTE), asked_by="ada"))
    for part in (
        "“That's not waste, that's progress.”",
        "Vincent Vanhoucke",
        "An AMA (2017), quoted in a blog post",
        "Topic: progress",
        "Asked by ada",
        "[ Another ]",
        "https://example.com/ama",
    ):
        assert part in drawn


def test_a_card_names_the_character_and_the_translator() -> None:
    drawn = draw(payload(card(ERRORS), asked_by="ada"))
    assert "Jules Verne (Professor Liedenbrock)" in drawn
    assert "translated by T. Later" in drawn


def test_the_text_for_notifications_carries_quote_and_author() -> None:
    text = payload(card(WASTE), asked_by="ada")["text"]
    assert text == "“That's not waste, that's progress.” — Vincent Vanhoucke"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_in_blocks_are_never_markup(text: str) -> None:
    """A rich_text element of type text is shown as it is; no block of ours holds mrkdwn."""
    message = payload(card(quote_of(text)), asked_by="<!here>")
    assert "mrkdwn" not in str(message["blocks"])
    said = message["blocks"][0]["elements"][0]["elements"]
    assert said == [{"type": "text", "text": f"“{text}”"}]
    assert f"“{text}”" in draw(message)


@pytest.mark.parametrize("text", HOSTILE[:3])
def test_control_sequences_in_the_text_for_notifications_are_escaped(text: str) -> None:
    notification = payload(card(quote_of(text)), asked_by="ada")["text"]
    assert draw({"text": notification}) == f"“{text}” — @here"
    kinds = {type(node).__name__ for node in mrkdwn.parse(notification)}
    assert not kinds & {"UserMention", "ChannelMention", "SpecialMention", "GroupMention"}


@given(st.text(alphabet="<>&!@#;ampltg|CU0 ", max_size=40))
def test_escaping_leaves_no_control_sequence_and_loses_nothing(text: str) -> None:
    said = f"“{text}”"
    assert draw({"text": escape(said)}) == said


def test_a_usage_names_what_may_follow_the_command_and_nothing_else() -> None:
    assert usage(QUOTE) == "/quote [topic] | by <author> | search <words> | private …"
    assert usage(FIND) == "/quote search <words>"
    assert usage(SHOW) == "/quote #<id>"
    assert usage(DAILY_SET) == "/quote daily"
    assert usage(DAILY_ACTIONS[0]) == "/quote daily status [number]"


def test_previews_of_links_are_off() -> None:
    message = payload(card(WASTE), asked_by="ada")
    assert (message["unfurl_links"], message["unfurl_media"]) == (False, False)


@pytest.mark.parametrize("private", [True, False])
def test_a_private_card_is_seen_by_the_asker_alone(private: bool) -> None:
    message = payload(card(WASTE, private=private), asked_by="ada")
    assert message["response_type"] == ("ephemeral" if private else "in_channel")
    assert ("Asked by" in draw(message)) is not private
