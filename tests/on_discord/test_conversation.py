"""People and the bot on Discord, through the real discord.py and over sockets."""

import asyncio
from collections.abc import Sequence

import aiohttp
import pytest

from quotebot.core.quotes import Anthology
from quotebot.sandbox.discord import LoopbackDiscord, Message, NotOffered
from quotebot.sandbox.discord.drawing import draw
from quotebot.sandbox.discord.server import DEFAULT_APPLICATION_ID
from quotebot.store.in_memory import InMemoryStore
from tests.anthologies import SMALL, numbered, quote
from tests.chats import on_discord

pytestmark = pytest.mark.usefixtures("discords_own_addresses")

GUILDS_INTENT = 1


def shown(message: Message) -> str:
    return draw(message.payload)


def words_of(message: Message) -> str:
    return shown(message).splitlines()[0]


async def put_commands(discord: LoopbackDiscord, commands: Sequence[object]) -> None:
    """Register other commands, as an older version of the bot would have done."""
    url = f"{discord.api_url}/applications/{DEFAULT_APPLICATION_ID}/commands"
    headers = {"Authorization": f"Bot {discord.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        response = await session.put(url, json=commands)
        assert response.status == 200, await response.text()


async def test_a_topic_gets_a_public_card() -> None:
    async with on_discord(SMALL) as discord:
        answer = await discord.command("quote", {"topic": "waste"})
        assert "That's not waste, that's progress." in shown(answer.message)
        assert not answer.message.ephemeral


async def test_no_topic_gets_a_card_too() -> None:
    async with on_discord(SMALL) as discord:
        assert "[ Another ]" in shown((await discord.command("quote")).message)


async def test_a_private_card_is_for_the_asker_and_is_replaced_by_another_one() -> None:
    async with on_discord(numbered(3)) as discord:
        first = (await discord.command("quote", {"topic": "progress", "private": True})).message
        assert first.ephemeral
        button = next(c["custom_id"] for c in first.components() if c.get("label") == "Another")
        second = (await discord.press(first, button)).message
        assert second.id == first.id
        assert shown(second) != shown(first)


async def test_topics_are_suggested_while_typing_best_first_and_at_most_25() -> None:
    many = Anthology([quote(f"q-{i}", topics=(f"progress-{i}",)) for i in range(40)])
    async with on_discord(many) as discord:
        found = await discord.autocomplete("quote", {"topic": "progress 7"}, focused="topic")
        assert len(found) == 25
        assert (found[0].name, found[0].value) == ("progress 7", "progress-7")


async def test_a_value_that_no_suggestion_has_is_matched_again() -> None:
    async with on_discord(SMALL) as discord:
        near = (await discord.command("quote", {"topic": "motivatoin"})).message
        assert "motivation, which is under persistence" in shown(near)
        nothing = (await discord.command("quote", {"topic": "<@123> xyzzy"})).message
        assert nothing.ephemeral
        assert "Nothing found for “<@123> xyzzy”" in shown(nothing)
        assert nothing.pings == ()


async def test_a_suggested_topic_is_answered_for_all_to_see() -> None:
    async with on_discord(SMALL) as discord:
        notice = (await discord.command("quote", {"topic": "progresssion"})).message
        answer = (await discord.press(notice, "q1:next:progress")).message
        assert not answer.ephemeral
        assert "Topic: progress" in shown(answer)


async def test_topics_are_paged_in_place() -> None:
    many = Anthology([quote(f"q-{i}", topics=(f"topic-{i:02}",)) for i in range(23)])
    async with on_discord(many) as discord:
        first = (await discord.command("quotes topics")).message
        assert first.ephemeral
        assert "topic 00 (1)" in shown(first)
        second = (await discord.press(first, "q1:topics:2")).message
        last = (await discord.press(second, "q1:topics:3")).message
        assert first.id == second.id == last.id
        assert "topic 22 (1)" in shown(last)
        assert "Page 3 of 3" in shown(last)


async def test_help_names_the_commands() -> None:
    async with on_discord(SMALL) as discord:
        message = (await discord.command("quotes help")).message
        assert message.ephemeral
        assert "/quotes topics" in shown(message)


async def test_another_leaves_the_first_card_and_names_who_pressed() -> None:
    async with on_discord(numbered(2)) as discord:
        first = (await discord.command("quote", {"topic": "progress"})).message
        second = (await discord.press(first, "q1:next:progress")).message
        assert second.id != first.id
        assert "Asked by Max" in shown(second)


async def test_another_still_works_after_a_restart_and_goes_on_with_the_round() -> None:
    store = InMemoryStore()
    async with LoopbackDiscord() as discord:
        async with on_discord(numbered(4), store, discord):
            first = (await discord.command("quote", {"topic": "progress"})).message
        seen = [words_of(first)]
        for _ in range(3):
            async with on_discord(numbered(4), store, discord):
                seen.append(words_of((await discord.press(first, "q1:next:progress")).message))
    assert len(set(seen)) == 4


@pytest.mark.parametrize("forged", ["q0:next:progress", "x" * 100, "q1:topics:-1", "🙂:::"])
async def test_a_button_that_nobody_wrote_has_expired(forged: str) -> None:
    async with on_discord(SMALL) as discord:
        message = (await discord.command("quote")).message
        answer = (await discord.press(message, forged, force=True)).message
        assert answer.ephemeral
        assert "expired" in shown(answer)


async def test_hostile_words_are_shown_and_do_nothing() -> None:
    hostile = "@everyone <@&1100000000000000001> [nitro](https://evil.example) || </ban:1>"
    async with on_discord(Anthology([quote("bad", hostile, author="@here")])) as discord:
        message = (await discord.command("quote")).message
        assert hostile in " ".join(shown(message).replace("┃", " ").split())
        assert message.pings == ()


async def test_every_body_with_a_message_forbids_all_mentions() -> None:
    async with on_discord(SMALL) as discord:
        card = (await discord.command("quote")).message
        await discord.press(card, "q1:next:")
        topics = (await discord.command("quotes topics")).message
        await discord.press(topics, "q1:topics:1", force=True)
        await discord.command("quote", {"topic": "xyzzy"})
        sent = [r.body["data"] for r in discord.requests if r.method == "POST" and r.body["data"]]
        assert len(sent) == 5
        assert all(data["allowed_mentions"] == {"parse": []} for data in sent)


async def test_only_the_guilds_intent_is_asked_for() -> None:
    async with on_discord(SMALL) as discord:
        assert [session["intents"] for session in discord.identified] == [GUILDS_INTENT]


async def test_commands_are_registered_once_and_not_again_at_the_next_start() -> None:
    def registrations() -> int:
        return sum(request.method == "PUT" for request in discord.requests)

    async with LoopbackDiscord() as discord:
        for _ in range(2):
            async with on_discord(SMALL, world=discord):
                assert registrations() == 1
        await put_commands(discord, [{"name": "quote", "description": "Something older"}])
        async with on_discord(SMALL, world=discord):
            assert registrations() == 3
            assert "Something older" not in {command["description"] for command in discord.commands}


async def test_a_topic_that_is_too_long_is_not_even_offered() -> None:
    async with on_discord(SMALL) as discord:
        with pytest.raises(NotOffered):
            await discord.command("quote", {"topic": "x" * 81})


async def test_fifty_people_at_once_get_fifty_different_quotes() -> None:
    async with on_discord(numbered(50)) as discord:
        asked = [discord.command("quote", {"topic": "progress"}) for _ in range(50)]
        answers = await asyncio.gather(*asked)
        assert len({words_of(answer.message) for answer in answers}) == 50
