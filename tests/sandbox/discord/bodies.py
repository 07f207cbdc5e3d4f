"""Bodies of messages, and what Discord says about them."""

from typing import Any

import discord

from quotebot.sandbox.discord import LoopbackDiscord
from tests.sandbox.discord.bots import Bot

Json = dict[str, Any]
V2 = 1 << 15


def text(content: str = "A quote") -> Json:
    return {"type": 10, "content": content}


def button(**changes: object) -> Json:
    return {"type": 2, "style": 1, "label": "Another", "custom_id": "q1:a"} | changes


def link(**changes: object) -> Json:
    return {"type": 2, "style": 5, "label": "Source", "url": "https://example.org/"} | changes


def row(*components: Json) -> Json:
    return {"type": 1, "components": list(components)}


def rows(*components: Json) -> Json:
    return {"content": "x", "components": [row(*components)]}


def select(**changes: object) -> Json:
    options = [{"label": "One", "value": "1"}]
    return {"type": 3, "custom_id": "s", "options": options} | changes


def v2(*components: Json) -> Json:
    return {"flags": V2, "components": list(components)}


def embed(**fields: object) -> Json:
    return {"embeds": [fields]}


def buttons(count: int) -> list[Json]:
    return [button(custom_id=f"q1:{number}") for number in range(count)]


async def send(bot: Bot, loopback: LoopbackDiscord, body: Json) -> None:
    path = f"/channels/{loopback.channel('general').id}/messages"
    await bot.http.request(discord.http.Route("POST", path), json=body)


def complaints(errors: Any, path: str) -> list[str]:
    """The codes at the place that a dotted path leads to."""
    for key in path.split("."):
        errors = errors[key]
    return [error["code"] for error in errors["_errors"]]
