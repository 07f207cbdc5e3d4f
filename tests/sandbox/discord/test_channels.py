"""What a bot may do in a channel, and what it sees of it, as the real discord.py meets it."""

from typing import Any

import discord
import pytest

from quotebot.sandbox.discord import (
    ADA,
    Channel,
    Guild,
    LoopbackDiscord,
    Member,
    Permission,
    Role,
)
from quotebot.sandbox.discord.many_channels import world_of
from quotebot.sandbox.discord.world import EVERYONE
from tests.sandbox.discord.bots import Bot, Interaction, bot_answering, button_view, running
from tests.sandbox.discord.openapi import OpenApi


def general(bot: discord.Client, loopback: LoopbackDiscord) -> discord.PartialMessageable:
    return bot.get_partial_messageable(loopback.channel("general").id)


async def listed(bot: Bot, loopback: LoopbackDiscord, **query: object) -> list[str]:
    channel_id = loopback.channel("general").id
    route = discord.http.Route("GET", f"/channels/{channel_id}/messages")
    found: list[dict[str, Any]] = await bot.http.request(route, params=query)
    return [message["content"] for message in found]


async def test_a_bot_reads_its_own_messages_with_their_components(
    account: Bot, loopback: LoopbackDiscord
) -> None:
    async def pressed(interaction: object) -> None:
        raise AssertionError(interaction)

    await general(account, loopback).send(view=button_view("again", pressed), nonce="day-1")
    [message] = [message async for message in general(account, loopback).history()]
    assert message.author.id == account.application_id
    row = message.components[1]
    assert isinstance(row, discord.ActionRow)
    assert [button.custom_id for button in row.children] == ["again"]
    assert "nonce" not in loopback.requests[-1].answer[0]


async def test_what_others_wrote_is_hidden_without_the_intent_for_it(
    account: Bot, loopback: LoopbackDiscord
) -> None:
    said = loopback.say(loopback.channel("general"), "hello")
    assert said.content == "hello"
    assert await listed(account, loopback) == [""]


async def test_what_one_person_alone_can_see_is_in_no_history(loopback: LoopbackDiscord) -> None:
    async def whisper(interaction: Interaction) -> None:
        await interaction.response.send_message("psst", ephemeral=True)

    bot = Bot()
    bot.tree.command(name="quote", description="Show a quote")(whisper)
    async with running(bot, loopback):
        await loopback.command("quote")
        assert await listed(bot, loopback) == []
        shown = await bot.fetch_channel(loopback.channel("general").id)
        assert isinstance(shown, discord.TextChannel)
        assert shown.last_message_id is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, "54321"),
        ({"limit": 2}, "54"),
        ({"before": 3}, "21"),
        ({"before": 4, "limit": 1}, "3"),
        ({"after": 2}, "543"),
        ({"after": 2, "limit": 1}, "3"),
        ({"around": 3, "limit": 3}, "432"),
    ],
)
async def test_a_page_of_messages_is_the_newest_first(
    account: Bot, loopback: LoopbackDiscord, query: dict[str, int], expected: str
) -> None:
    ids = [0]
    for number in range(1, 6):
        ids.append((await general(account, loopback).send(str(number))).id)
        loopback.turn_clock(2)
    sent = {key: value if key == "limit" else ids[value] for key, value in query.items()}
    assert "".join(await listed(account, loopback, **sent)) == expected


@pytest.mark.parametrize(
    "query", [{"limit": 0}, {"limit": 101}, {"limit": "x"}, {"before": "x"}, {"after": "-1"}]
)
async def test_a_query_that_makes_no_sense_is_refused(
    account: Bot, loopback: LoopbackDiscord, query: dict[str, object]
) -> None:
    with pytest.raises(discord.HTTPException) as refused:
        await listed(account, loopback, **query)
    assert refused.value.code == 50035


async def test_without_the_right_to_read_history_a_channel_looks_empty(
    account: Bot, loopback: LoopbackDiscord
) -> None:
    posted = await general(account, loopback).send("hello")
    await loopback.administration.deny(loopback.channel("general"), Permission.READ_MESSAGE_HISTORY)
    assert await listed(account, loopback) == []
    shown = await account.fetch_channel(posted.channel.id)
    assert isinstance(shown, discord.TextChannel)
    assert shown.last_message_id == posted.id


async def test_an_edit_makes_no_message_the_last(loopback: LoopbackDiscord) -> None:
    async def answer(interaction: Interaction) -> None:
        await interaction.response.send_message("first")
        await general(bot, loopback).send("last")
        await interaction.edit_original_response(content="edited")

    bot = bot_answering(answer)
    async with running(bot, loopback):
        await loopback.changed(await loopback.command("quote"))
        shown = await bot.fetch_channel(loopback.channel("general").id)
    assert isinstance(shown, discord.TextChannel)
    edited, last = loopback.messages(loopback.channel("general"))
    assert (edited.content, shown.last_message_id) == ("edited", last.id)


@pytest.mark.parametrize(
    ("right", "code"), [(Permission.VIEW_CHANNEL, 50001), (Permission.SEND_MESSAGES, 50013)]
)
async def test_a_post_without_the_right_to_it_is_refused(
    account: Bot, loopback: LoopbackDiscord, right: Permission, code: int
) -> None:
    await loopback.administration.deny(loopback.channel("general"), right)
    with pytest.raises(discord.Forbidden) as refused:
        await general(account, loopback).send("hello")
    assert refused.value.code == code
    await loopback.administration.deny(loopback.channel("general"), Permission(0))
    await general(account, loopback).send("hello")


async def test_a_channel_that_cannot_be_seen_is_not_shown(
    account: Bot, loopback: LoopbackDiscord
) -> None:
    await loopback.administration.deny(loopback.channel("general"), Permission.VIEW_CHANNEL)
    with pytest.raises(discord.Forbidden):
        await listed(account, loopback)
    with pytest.raises(discord.Forbidden):
        await account.fetch_channel(loopback.channel("general").id)


async def test_a_bot_hears_what_is_taken_from_it(loopback: LoopbackDiscord) -> None:
    channel = loopback.channel("general")
    async with running(Bot(), loopback) as bot:
        await bot.wait_until_ready()
        await loopback.administration.deny(channel, Permission.SEND_MESSAGES)
        _, now = await bot.wait_for("guild_channel_update", timeout=5)
        assert not now.permissions_for(now.guild.me).send_messages
        assert now.permissions_for(now.guild.me).view_channel


async def test_a_deleted_channel_is_unknown_and_the_bot_is_told(loopback: LoopbackDiscord) -> None:
    channel = loopback.channel("general")
    async with running(Bot(), loopback) as bot:
        await bot.wait_until_ready()
        await general(bot, loopback).send("hello")
        known = general(bot, loopback)
        await loopback.administration.delete(channel)
        gone = await bot.wait_for("guild_channel_delete", timeout=5)
        assert gone.id == channel.id
        with pytest.raises(discord.NotFound) as refused:
            await known.send("hello")
    assert refused.value.code == 10003
    assert [message.content for message in loopback.messages(channel)] == ["hello"]


async def test_a_server_can_be_added_while_the_bot_runs(loopback: LoopbackDiscord) -> None:
    guild = Guild(
        7, "New", (Role(7, "@everyone", EVERYONE),), (Channel(8, "news"),), (Member(ADA),)
    )
    async with running(Bot(), loopback) as bot:
        await bot.wait_until_ready()
        await loopback.administration.add(guild)
        joined = await bot.wait_for("guild_join", timeout=5)
        assert [channel.name for channel in joined.channels] == ["news"]
        await bot.get_partial_messageable(8).send("hello")
    assert len(loopback.messages(loopback.channel("news"))) == 1


async def test_direct_messages_are_run_by_nobody(loopback: LoopbackDiscord) -> None:
    with pytest.raises(LookupError):
        await loopback.administration.delete(loopback.direct_messages(ADA))


async def test_the_nonce_of_a_deleted_message_leads_nowhere(
    account: Bot, loopback: LoopbackDiscord
) -> None:
    await general(account, loopback).send("hello", nonce="day-1")
    loopback.delete(loopback.messages(loopback.channel("general"))[0])
    with pytest.raises(discord.NotFound) as refused:
        await general(account, loopback).send("hello", nonce="day-1")
    assert refused.value.code == 10008


@pytest.mark.parametrize(("seconds", "messages"), [(119, 1), (120, 2)])
async def test_a_nonce_is_known_for_two_minutes(
    account: Bot, loopback: LoopbackDiscord, seconds: float, messages: int
) -> None:
    await general(account, loopback).send("hello", nonce="day-1")
    loopback.turn_clock(seconds)
    await general(account, loopback).send("hello", nonce="day-1")
    assert len(loopback.messages(loopback.channel("general"))) == messages


async def test_a_nonce_has_at_most_25_characters(account: Bot, loopback: LoopbackDiscord) -> None:
    await general(account, loopback).send("hello", nonce="x" * 25)
    with pytest.raises(discord.HTTPException) as refused:
        await general(account, loopback).send("hello", nonce="x" * 26)
    assert refused.value.code == 50035


def test_a_large_world_keeps_to_discords_limit_of_channels() -> None:
    world = world_of(1_200)
    assert [len(guild.channels) for guild in world.guilds] == [500, 500, 200]
    ids = [guild.id for guild in world.guilds] + [channel.id for channel in world.channels()]
    assert len(set(ids)) == 1_203
    last = world.guilds[-1].channels[-1]
    assert (last.name, world.guild_of(last)) == ("channel-1199", world.guilds[-1])


async def test_channels_are_read_as_discord_documents_them(
    account: Bot, loopback: LoopbackDiscord, openapi: OpenApi
) -> None:
    await general(account, loopback).send("hello")
    loopback.say(loopback.channel("general"), "hello yourself")
    await listed(account, loopback)
    await loopback.administration.deny(loopback.channel("general"), Permission.SEND_MESSAGES)
    await account.fetch_channel(loopback.channel("general").id)
    await account.http.request(
        discord.http.Route("GET", f"/channels/{loopback.direct_messages(ADA).id}")
    )
    with pytest.raises(discord.Forbidden):
        await general(account, loopback).send("hello")
    assert openapi.check(loopback.requests) == []
    assert openapi.check_answers(loopback.requests) == []


async def test_a_bot_reads_the_roles_of_its_server_and_its_own(
    account: Bot, loopback: LoopbackDiscord
) -> None:
    guild = loopback.world.guilds[0]
    roles = await account.http.get_roles(guild.id)
    assert [role["name"] for role in roles] == ["@everyone", "Admins", "Members"]
    own = await account.http.get_member(guild.id, account.application_id or 0)
    assert own["roles"] == []
    admin = await account.http.get_member(guild.id, ADA.id)
    assert admin["roles"] == [roles[1]["id"]]
    with pytest.raises(discord.NotFound, match="Unknown Member"):
        await account.http.get_member(guild.id, 1)
    with pytest.raises(discord.NotFound, match="Unknown Guild"):
        await account.http.get_roles(1)
