"""The real discord.py on the loopback Discord: commands that one server alone has."""

import discord
import pytest

from quotebot.sandbox.discord import ADA, LoopbackDiscord, NotOffered
from tests.sandbox.discord.bots import Interaction, bot_answering, running


async def test_commands_of_one_server_are_used_there_and_nowhere_else(
    loopback: LoopbackDiscord,
) -> None:
    async def answer(interaction: Interaction) -> None:
        data = dict(interaction.data or {})
        await interaction.response.send_message(f"of the server {data.get('guild_id')}")

    bot = bot_answering(answer)
    (server,) = loopback.world.guilds
    async with running(bot, loopback):
        bot.tree.copy_global_to(guild=discord.Object(server.id))
        await bot.tree.sync(guild=discord.Object(server.id))
        bot.tree.clear_commands(guild=None)
        await bot.tree.sync()
        answered = await loopback.command("quote", {"topic": "progress"}, person=ADA)
        with pytest.raises(NotOffered, match="registered: none"):
            await loopback.command("quote", person=ADA, channel=loopback.direct_messages(ADA))
        (kept,) = await bot.tree.fetch_commands(guild=discord.Object(server.id))
    assert answered.message.content == f"of the server {server.id}"
    assert kept.guild_id == server.id
    assert loopback.commands == ()


async def test_a_server_without_the_bot_takes_no_commands(loopback: LoopbackDiscord) -> None:
    async def never(_: Interaction) -> None:
        raise AssertionError

    bot = bot_answering(never)
    async with running(bot, loopback):
        with pytest.raises(discord.Forbidden, match="50001"):
            await bot.tree.sync(guild=discord.Object(12345))
