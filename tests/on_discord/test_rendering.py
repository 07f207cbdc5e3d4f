"""Whatever a reply holds, Discord takes the message, and shows it without parsing its words."""

from typing import Any

import pytest
from hypothesis import given

from quotebot.core.messages import Reply
from quotebot.core.quotes import Quote, Source
from quotebot.on_discord.translating import payload
from quotebot.sandbox.discord.drawing import draw
from quotebot.sandbox.discord.message_rules import check_new_message
from tests.anthologies import ERRORS, WASTE
from tests.replies import card, replies


def data(reply: Reply) -> dict[str, Any]:
    sent: dict[str, Any] = payload(reply)["data"]
    return sent


@given(replies)
def test_discord_takes_every_reply(reply: Reply) -> None:
    check_new_message(data(reply))


@given(replies)
def test_nobody_is_ever_pinged(reply: Reply) -> None:
    assert data(reply)["allowed_mentions"] == {"parse": []}


def test_a_card_shows_quote_author_work_topic_and_source() -> None:
    drawn = draw(data(card(WASTE)))
    for part in (
        "“That's not waste, that's progress.”",
        "Vincent Vanhoucke",
        "An AMA (2017), quoted in a blog post",
        "Topic: progress",
        "[ Another ]",
        "https://example.com/ama",
    ):
        assert part in drawn


def test_a_card_names_the_character_and_the_translator() -> None:
    drawn = draw(data(card(ERRORS)))
    assert "Jules Verne (Professor Liedenbrock)" in drawn
    assert "translated by T. Later" in drawn


def test_no_meaning_sits_in_colour() -> None:
    assert "accent_color" not in data(card(WASTE))["components"][0]


@pytest.mark.parametrize("private", [True, False])
def test_a_private_card_is_seen_by_the_asker_alone(private: bool) -> None:
    ephemeral = 1 << 6
    assert bool(data(card(WASTE, private=private))["flags"] & ephemeral) is private


def test_a_work_without_an_address_gets_no_source_button() -> None:
    quote = Quote(
        id="no-url",
        text="Words.",
        author="A",
        topics=("t",),
        source=Source(slug="s", title="T", year="1900"),
        where="p. 1",
    )
    assert "Source" not in draw(data(card(quote)))
