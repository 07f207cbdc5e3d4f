"""Every topic and every alias that is shipped gets a quote on it, on both platforms."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from functools import cache

import pytest

from quotebot.core.grammar import parse
from quotebot.core.messages import AskQuote, Person, Place, Platform, QuoteCard, Request
from quotebot.core.quotes import Anthology
from quotebot.curation.reading import load
from quotebot.sandbox.discord.drawing import draw as draw_discord
from quotebot.sandbox.slack.drawing import draw as draw_slack
from quotebot.wiring import builtin_quotes
from tests.chats import desk_for, on_discord, on_slack

pytestmark = pytest.mark.slow  # some five thousand aliases

AT_ONCE = 16


@cache
def shipped() -> Anthology:
    return load([builtin_quotes()])


def words() -> dict[str, set[str]]:
    """What people may type, with the topics that it may lead to."""
    found: dict[str, set[str]] = {}
    for topic in shipped().topics.values():
        for word in (topic.id, topic.name, *topic.aliases):
            found.setdefault(word, set()).add(topic.id)
    return found


async def test_every_topic_and_alias_is_read_as_one_and_gets_a_quote_on_it() -> None:
    desk = desk_for(shipped())
    for word, topics in words().items():
        for line in (word, word.upper(), f"private {word}", f"topic:{word}"):
            ask = parse(line)
            assert isinstance(ask, AskQuote), line
            place = Place(Platform.SLACK, "T", word)
            reply = await desk.reply(Request(ask, place, Person("U")))
            assert isinstance(reply, QuoteCard), line
            assert reply.topic in topics, line
            assert reply.topic in reply.quote.topics
            assert reply.matched in {"topic", "alias"}, line


async def all_of(ask: Callable[[str], Awaitable[str]], typed: Iterable[str]) -> dict[str, str]:
    """What each word gets, a few at once."""
    left, answers = iter(typed), dict[str, str]()

    async def one_person() -> None:
        for word in left:
            answers[word] = await ask(word)

    await asyncio.gather(*(one_person() for _ in range(AT_ONCE)))
    return answers


def check(answers: dict[str, str]) -> None:
    assert answers.keys() == words().keys()
    for word, topics in words().items():
        named = {f"Topic: {topic.replace('-', ' ')}" for topic in topics}
        lines = {line.strip("┃ ") for line in answers[word].replace("  ", "\n").splitlines()}
        assert named & lines, (word, answers[word])


@pytest.mark.usefixtures("discords_own_addresses")
async def test_every_topic_and_alias_is_answered_on_discord() -> None:
    async with on_discord(shipped()) as discord:

        async def ask(word: str) -> str:
            answer = await discord.command("quote", {"topic": word})
            assert not answer.message.ephemeral
            return draw_discord(answer.message.payload)

        check(await all_of(ask, words()))


async def test_every_topic_and_alias_is_answered_on_slack() -> None:
    async with on_slack(shipped()) as slack:

        async def ask(word: str) -> str:
            (message,) = (await slack.command("/quote", word)).messages
            assert message.visible_to is None
            return draw_slack(message.payload)

        check(await all_of(ask, words()))
