"""The loopback Discord refuses the messages that Discord refuses, and no others."""

import discord
import pytest

from quotebot.sandbox.discord import LoopbackDiscord
from tests.sandbox.discord.bodies import (
    V2,
    Json,
    complaints,
    embed,
    send,
)
from tests.sandbox.discord.bots import Bot

ACCEPTED: dict[str, Json] = {
    "content of 2000": {"content": "x" * 2000},
    "ten embeds": {"embeds": [{"title": "x"}] * 10},
    "title of 256": embed(title="x" * 256),
    "description of 4096": embed(description="x" * 4096),
    "embeds of 6000 together": {"embeds": [{"description": "x" * 3000}] * 2},
    "25 fields": embed(fields=[{"name": "n", "value": "v"}] * 25),
    "field of 256 and 1024": embed(fields=[{"name": "n" * 256, "value": "v" * 1024}]),
    "footer of 2048": embed(footer={"text": "x" * 2048}),
    "author of 256": embed(author={"name": "x" * 256}),
    "nobody mentioned": {"content": "x", "allowed_mentions": {"parse": []}},
    "some mentioned": {
        "content": "x",
        "allowed_mentions": {"parse": ["everyone"], "users": [1, "2"], "replied_user": False},
    },
    "nonce of 25": {"content": "x", "nonce": "n" * 25},
}

# What is refused, the path to the complaint, and its code.
REFUSED: dict[str, tuple[Json, str, str]] = {
    "content of 2001": ({"content": "x" * 2001}, "content", "BASE_TYPE_MAX_LENGTH"),
    "content of a number": ({"content": 5}, "content", "STRING_TYPE_CONVERT"),
    "eleven embeds": ({"embeds": [{"title": "x"}] * 11}, "embeds", "BASE_TYPE_MAX_LENGTH"),
    "embed that is no object": ({"embeds": ["x"]}, "embeds.0", "MODEL_TYPE_CONVERT"),
    "embeds that are no list": ({"embeds": "x"}, "embeds", "LIST_TYPE_CONVERT"),
    "title of 257": (embed(title="x" * 257), "embeds.0.title", "BASE_TYPE_MAX_LENGTH"),
    "description of 4097": (
        embed(description="x" * 4097),
        "embeds.0.description",
        "BASE_TYPE_MAX_LENGTH",
    ),
    "embeds of 6001 together": (
        {"embeds": [{"description": "x" * 3000}, {"description": "x" * 3001}]},
        "embeds",
        "MAX_EMBED_SIZE_EXCEEDED",
    ),
    "26 fields": (
        embed(fields=[{"name": "n", "value": "v"}] * 26),
        "embeds.0.fields",
        "BASE_TYPE_MAX_LENGTH",
    ),
    "field without a value": (
        embed(fields=[{"name": "n"}]),
        "embeds.0.fields.0.value",
        "BASE_TYPE_REQUIRED",
    ),
    "field value of 1025": (
        embed(fields=[{"name": "n", "value": "v" * 1025}]),
        "embeds.0.fields.0.value",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "field name of 257": (
        embed(fields=[{"name": "n" * 257, "value": "v"}]),
        "embeds.0.fields.0.name",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "footer of 2049": (
        embed(footer={"text": "x" * 2049}),
        "embeds.0.footer.text",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "author of 257": (
        embed(author={"name": "x" * 257}),
        "embeds.0.author.name",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "author that is no object": (embed(author="x"), "embeds.0.author", "MODEL_TYPE_CONVERT"),
    "embed url of another scheme": (
        embed(title="x", url="ftp://example.org/"),
        "embeds.0.url",
        "URL_TYPE_INVALID_SCHEME",
    ),
    "an empty embed": (embed(), "embeds.0.description", "BASE_TYPE_REQUIRED"),
    "colour out of range": (embed(color=1 << 24), "embeds.0.color", "NUMBER_TYPE_MAX"),
    "mentions of an unknown kind": (
        {"content": "x", "allowed_mentions": {"parse": ["nobody"]}},
        "allowed_mentions.parse",
        "BASE_TYPE_CHOICES",
    ),
    "mentions that are no object": (
        {"content": "x", "allowed_mentions": []},
        "allowed_mentions",
        "MODEL_TYPE_CONVERT",
    ),
    "101 people mentioned": (
        {"content": "x", "allowed_mentions": {"users": list(range(101))}},
        "allowed_mentions.users",
        "BASE_TYPE_MAX_LENGTH",
    ),
    "people mentioned both ways": (
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "allowed_mentions",
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
    ),
    "nonce of 26": ({"content": "x", "nonce": "n" * 26}, "nonce", "BASE_TYPE_MAX_LENGTH"),
    "flags that are no number": ({"content": "x", "flags": "4"}, "flags", "NUMBER_TYPE_COERCE"),
}

EMPTY: dict[str, Json] = {
    "nothing at all": {},
    "empty content": {"content": ""},
    "blank content": {"content": " \n"},
    "empty lists": {"content": None, "embeds": [], "components": []},
    "the flag alone": {"flags": V2, "components": []},
}


@pytest.mark.parametrize("name", ACCEPTED)
async def test_a_message_within_the_limits_is_posted(
    account: Bot, loopback: LoopbackDiscord, name: str
) -> None:
    await send(account, loopback, ACCEPTED[name])
    assert len(loopback.messages(loopback.channel("general"))) == 1


@pytest.mark.parametrize("name", REFUSED)
async def test_a_message_beyond_a_limit_is_refused_as_discord_does(
    account: Bot, loopback: LoopbackDiscord, name: str
) -> None:
    body, path, code = REFUSED[name]
    with pytest.raises(discord.HTTPException) as refused:
        await send(account, loopback, body)
    assert (refused.value.status, refused.value.code) == (400, 50035)
    assert code in complaints(loopback.requests[-1].answer["errors"], path)
    assert loopback.messages(loopback.channel("general")) == ()


@pytest.mark.parametrize("name", EMPTY)
async def test_a_message_with_nothing_in_it_is_refused(
    account: Bot, loopback: LoopbackDiscord, name: str
) -> None:
    with pytest.raises(discord.HTTPException) as refused:
        await send(account, loopback, EMPTY[name])
    assert (refused.value.status, refused.value.code) == (400, 50006)
