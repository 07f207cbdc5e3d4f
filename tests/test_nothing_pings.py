"""Whatever is in the library and whatever is typed, no reply pings, links or formats."""

import asyncio
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from quotebot.core.answering import Answerer
from quotebot.core.errors import PersonError
from quotebot.core.messages import (
    Ask,
    AskQuote,
    ListAuthors,
    ListFound,
    ListTopics,
    Notice,
    Person,
    Place,
    Platform,
    Reply,
    Request,
    ShowQuote,
)
from quotebot.core.quotes import Anthology, Misattribution, Status, Topic
from quotebot.core.quotes import Person as Quoted
from quotebot.on_discord import translating as for_discord
from quotebot.on_slack import translating as for_slack
from quotebot.sandbox.discord import markdown
from quotebot.sandbox.discord.markdown_nodes import Bold, Heading, Small, Text
from quotebot.sandbox.discord.message_rules import check_new_message
from quotebot.sandbox.slack.posting import check_content
from quotebot.store.in_memory import InMemoryStore
from tests.anthologies import quote, shelf_of

HOSTILE = (
    "@everyone <@&1100000000000000001>",
    "<!channel> <!here> <@U0MAX> <#C0GENERAL>",
    "[nitro](https://evil.example) https://evil.example discord.gg/x",
    "# big > quoted ||spoiler|| `code` *bold* :smile: </ban:1100000000000000001> <t:0:R>",
)
OURS = Text | Bold | Heading | Small
HERE = Place(Platform.DISCORD, "1", "2")


def hostile_library() -> Anthology:
    """Every field that can be shown holds what calls people, links or formats."""
    quotes = [
        replace(
            quote(f"id-{n}", f"{words} said words", ("topic", f"t{n}"), author=f"{words} Writer"),
            speaker=f"{words} Character",
            status=status,
        )
        for n, (words, status) in enumerate(zip(HOSTILE, (*Status, Status.VERIFIED), strict=True))
    ]
    topics = [Topic(id="topic", aliases=HOSTILE)]
    people = [
        Quoted(name=f"{words} Writer", also=(f"{words} Otherwise",), born=words, died=words)
        for words in HOSTILE
    ]
    sayings = [
        Misattribution(
            id=f"saying-{n}",
            sayings=(f"{words} faster horses {n}",),
            said_by=(f"{words} Ford",),
            known=words,
            shown=words,
            nearest=f"id-{n}",
        )
        for n, words in enumerate(HOSTILE)
    ]
    return Anthology(quotes, topics, people, sayings)


ANSWERER = Answerer(shelf_of(hostile_library()), InMemoryStore(), Random(1))

words = st.text(max_size=90) | st.sampled_from(
    [
        *HOSTILE,
        *(f"{text} Writer" for text in HOSTILE),
        *(f"{text} Otherwise" for text in HOSTILE),
        *(f"{text} faster horses" for text in HOSTILE),
        *("ford", "writer", "charakter", "said words", "faster horses 1", "topic", "id-9", "zzz"),
    ]
)
some = st.none() | words
asks: st.SearchStrategy[Ask] = st.one_of(
    st.builds(AskQuote, some, st.booleans(), author=some, words=some),
    st.builds(ShowQuote, words, st.booleans()),
    st.builds(ListFound, words, st.integers(1, 3), st.booleans()),
    st.builds(ListAuthors, st.integers(1, 3)),
    st.builds(ListTopics, st.integers(1, 3)),
)


def reply_to(ask: Ask) -> Reply:
    try:
        return asyncio.run(ANSWERER.answer(Request(ask, HERE, Person("1", "Ada"))))
    except PersonError as refusal:
        return Notice(str(refusal), refused=True)


def nodes(found: object) -> Iterator[object]:
    match found:
        case tuple():
            for one in found:
                yield from nodes(one)
        case _ if is_dataclass(found):
            yield found
            for field in fields(found):
                yield from nodes(getattr(found, field.name))
        case _:
            return


def parts(payload: Any) -> Iterator[dict[str, Any]]:
    match payload:
        case dict():
            yield payload
            for value in payload.values():
                yield from parts(value)
        case list():
            for value in payload:
                yield from parts(value)
        case _:
            return


@given(asks)
def test_discord_finds_nothing_in_a_reply_but_text_and_our_own_markup(ask: Ask) -> None:
    sent = for_discord.payload(reply_to(ask))["data"]
    check_new_message(sent)
    assert sent["allowed_mentions"] == {"parse": []}
    for part in parts(sent["components"]):
        for node in nodes(markdown.parse(part.get("content", ""))):
            assert isinstance(node, OURS), part


@given(asks)
def test_slack_finds_nothing_in_a_reply_but_text(ask: Ask) -> None:
    sent = for_slack.payload(reply_to(ask), asked_by="<!here>")
    check_content(sent)
    assert not {"<", ">"} & set(sent["text"])
    kinds = {str(part.get("type")) for part in parts(sent["blocks"])}
    assert not kinds & {"mrkdwn", "user", "usergroup", "channel", "broadcast", "emoji", "date"}
    links = [part["url"] for part in parts(sent["blocks"]) if part.get("type") == "link"]
    assert set(links) <= {"https://example.com/ama"}


def test_the_library_is_one_in_which_every_kind_of_reply_is_hostile() -> None:
    """Else the tests above could not fail."""
    card = reply_to(AskQuote("faster horses 1"))
    drawn = str(for_slack.payload(card, asked_by="Ada"))
    assert "Many take" in drawn
    for kind in (ShowQuote("id-1"), AskQuote(author="writer"), ListAuthors(), ListFound("said")):
        assert HOSTILE[1] in str(for_slack.payload(reply_to(kind), asked_by="Ada"))
