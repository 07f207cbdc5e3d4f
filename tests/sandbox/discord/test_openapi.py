"""What goes over the wire in both directions, held against Discord's own OpenAPI document."""

import asyncio
from dataclasses import replace

import discord
import pytest
from discord import app_commands, ui

from quotebot.sandbox.discord import LoopbackDiscord, RecordedRequest
from tests.sandbox.discord import openapi as module
from tests.sandbox.discord.bots import Bot, Interaction, bot_answering, button_view, running
from tests.sandbox.discord.openapi import CALLBACK, OpenApi


def recorded(route: str, body: object) -> RecordedRequest:
    method, path = route.split(" ")
    return RecordedRequest(method, path, route, body, 200, None, 0.0, 0.0)


async def everything(interaction: Interaction) -> None:
    """Every kind of request that the loopback knows, with the fields that bots use."""
    embed = discord.Embed(title="Work", description="Text", color=0x123456, url="https://x.test/")
    embed.set_author(name="Somebody").set_footer(text="1999").add_field(name="Topic", value="data")
    await interaction.response.send_message(
        "hello", embed=embed, allowed_mentions=discord.AllowedMentions(users=[interaction.user])
    )
    await interaction.original_response()
    view = button_view("again", pressed)
    view.add_item(ui.Separator())
    view.add_item(ui.Section("A text", accessory=ui.Button(label="Source", url="https://x.test/")))
    sent = await interaction.followup.send(view=view, wait=True)
    await sent.edit(view=button_view("again", pressed))
    await interaction.edit_original_response(content="edited")
    channel = interaction.channel
    assert isinstance(channel, discord.TextChannel)
    await channel.send("posted", nonce="2026-11-22")
    await interaction.delete_original_response()


async def pressed(interaction: Interaction) -> None:
    await interaction.response.edit_message(view=button_view("second", pressed))


async def test_both_sides_of_every_conversation_are_as_discord_documents_them(
    loopback: LoopbackDiscord, openapi: OpenApi
) -> None:
    done = asyncio.Event()

    async def answer(interaction: Interaction) -> None:
        await everything(interaction)
        done.set()

    bot = bot_answering(answer)

    @bot.tree.command(name="later", description="Answer later")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.allowed_contexts(guilds=True, dms=True)
    async def later(interaction: Interaction, size: app_commands.Range[int, 1, 3] = 1) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send("now")

    async with running(bot, loopback):
        answered = await loopback.command("quote", {"topic": "data"})
        await done.wait()
        await loopback.autocomplete("quote", {"topic": "da"}, focused="topic")
        followed = await loopback.changed(answered)
        await loopback.press(followed.messages[-1], "again")
        deferred = await loopback.command("later", {"size": 2}, person=loopback.person("Ada"))
        await loopback.changed(deferred)
        await bot.http.request(discord.http.Route("GET", "/gateway/bot"))
        await bot.tree.fetch_commands()
    assert openapi.check(loopback.requests) == []
    assert openapi.check_answers(loopback.requests) == []


async def test_a_refusal_is_worded_as_discord_documents_it(
    loopback: LoopbackDiscord, openapi: OpenApi
) -> None:
    async with running(Bot(), loopback) as bot:
        path = f"/channels/{loopback.channel('general').id}/messages"
        with pytest.raises(discord.HTTPException):
            await bot.http.request(discord.http.Route("POST", path), json={"content": "x" * 2001})
    assert loopback.requests[-1].status == 400
    assert openapi.check_answers(loopback.requests) == []


@pytest.mark.parametrize(
    "data",
    [
        {"content": "x" * 2001},
        {"contents": "misspelt"},
        {"embeds": [{"fields": [{"name": "no value"}]}]},
        {"components": [{"type": 99}]},
        {"allowed_mentions": {"parse": ["nobody"]}},
        {"flags": "not a number"},
    ],
)
def test_a_body_that_discord_does_not_document_is_found(
    openapi: OpenApi, data: dict[str, object]
) -> None:
    assert len(openapi.check([recorded(CALLBACK, {"type": 4, "data": data})])) == 1


def test_a_route_that_discord_does_not_have_is_found(openapi: OpenApi) -> None:
    request = replace(recorded("POST /nowhere", {}), route=None)
    assert openapi.check([request]) == ["POST /nowhere: Discord has no such route"]


def test_without_the_document_nothing_passes_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(module.VARIABLE, raising=False)
    with pytest.raises(LookupError, match=module.VARIABLE):
        module.check([])
