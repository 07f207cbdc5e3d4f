"""Daily posts for tests of posting on Discord, and for looking at what came of them."""

from dataclasses import replace

from quotebot.core.messages import AskQuote, Choice, Place, Platform, QuoteCard
from quotebot.core.plans import Outcome
from quotebot.on_discord.posting import DiscordPoster
from quotebot.sandbox.discord import Channel, LoopbackDiscord
from tests.anthologies import WASTE
from tests.replies import card

KEY = "0123456789abcdef012345678"


def place(channel: Channel) -> Place:
    return Place(Platform.DISCORD, "1", str(channel.id))


def daily(key: str = KEY) -> QuoteCard:
    another = Choice("Another", AskQuote("progress", under=key))
    return replace(card(WASTE), another=another, explanation="Daily quote, set up by Ada.")


async def post(poster: DiscordPoster, channel: Channel, key: str = KEY) -> Outcome:
    return await poster.post(place(channel), daily(key), key)


def statuses(discord: LoopbackDiscord) -> list[int | None]:
    return [request.status for request in discord.requests]
