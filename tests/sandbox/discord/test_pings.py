"""Whom a message notifies, which must be nobody unless the bot says so."""

from typing import Any

import discord
import pytest

from quotebot.sandbox.discord import ADA, MAX, LoopbackDiscord
from tests.sandbox.discord.bots import Bot, Interaction, bot_answering, running

EVERYBODY = f"@everyone <@{ADA.id}> <@!{MAX.id}> <@&5> <@404>"
NOBODY = discord.AllowedMentions.none()


async def posted_pings(loopback: LoopbackDiscord, body: dict[str, Any]) -> tuple[str, ...]:
    path = f"/channels/{loopback.channel('general').id}/messages"
    async with Bot() as bot:
        await bot.login(loopback.token)
        await bot.http.request(discord.http.Route("POST", path), json=body)
    (message,) = loopback.messages(loopback.channel("general"))
    return message.pings


@pytest.mark.parametrize(
    ("allowed", "pinged"),
    [
        (None, (str(ADA.id), str(MAX.id), "5", "everyone")),
        ({"parse": []}, ()),
        ({}, ()),
        ({"parse": ["users"]}, (str(ADA.id), str(MAX.id))),
        ({"parse": ["everyone"]}, ("everyone",)),
        ({"parse": [], "users": [MAX.id], "roles": ["5"]}, (str(MAX.id), "5")),
    ],
)
async def test_a_posted_message_notifies_whom_it_allows(
    loopback: LoopbackDiscord, allowed: dict[str, Any] | None, pinged: tuple[str, ...]
) -> None:
    body = {"content": EVERYBODY, "allowed_mentions": allowed}
    assert await posted_pings(loopback, body) == pinged


@pytest.mark.parametrize(
    "body",
    [
        {"content": r"\@everyone"},
        {"content": "`@here`"},
        {"flags": 1 << 15, "components": [{"type": 10, "content": "@everyone"}]},
    ],
)
async def test_escapes_and_code_do_not_keep_anybody_from_being_notified(
    loopback: LoopbackDiscord, body: dict[str, Any]
) -> None:
    assert await posted_pings(loopback, body) == ("everyone",)


async def test_an_embed_notifies_nobody(loopback: LoopbackDiscord) -> None:
    body = {"embeds": [{"description": EVERYBODY}]}
    assert await posted_pings(loopback, body) == ()


async def test_an_answer_notifies_people_only_unless_told_otherwise(
    loopback: LoopbackDiscord,
) -> None:
    async def answer(interaction: Interaction) -> None:
        http = interaction.client.http
        where = f"/interactions/{interaction.id}/{interaction.token}/callback"
        body = {"type": 4, "data": {"content": EVERYBODY}}
        await http.request(discord.http.Route("POST", where), json=body)
        await interaction.followup.send(EVERYBODY, allowed_mentions=NOBODY)

    async with running(bot_answering(answer), loopback):
        answered = await loopback.command("quote")
        followed = await loopback.changed(answered)
    assert answered.message.pings == (str(ADA.id), str(MAX.id))
    assert followed.messages[1].pings == ()
