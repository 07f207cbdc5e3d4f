"""What the rows ask of both platforms: loopbacks, places, and what a message shows to whom."""

from quotebot.core.messages import Place, Platform
from quotebot.sandbox.discord import Channel
from quotebot.sandbox.discord import Message as DiscordMessage
from quotebot.sandbox.discord.drawing import draw as draw_discord
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack import Message as SlackMessage
from quotebot.sandbox.slack.drawing import draw as draw_slack
from tests.chats import APP_TOKEN, BOT_TOKEN, SCOPES
from tests.held_clock import HeldClock

DAILY = {"time": "9:00", "timezone": "UTC"}  # an hour after the clock's start


def private(message: DiscordMessage | SlackMessage) -> bool:
    return message.ephemeral if isinstance(message, DiscordMessage) else bool(message.visible_to)


def text_of(message: DiscordMessage | SlackMessage) -> str:
    draw = draw_discord if isinstance(message, DiscordMessage) else draw_slack
    return draw(message.payload)


def flat(message: DiscordMessage | SlackMessage) -> str:
    """Its words, without the line breaks of the drawing."""
    return " ".join(text_of(message).split())


def discord_place(channel: Channel) -> Place:
    return Place(Platform.DISCORD, "1", str(channel.id))


def slack_loopback(clock: HeldClock) -> LoopbackSlack:
    return LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN, scopes=SCOPES, clock=clock)
