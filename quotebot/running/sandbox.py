"""The bot in the sandbox: a loopback Discord, a loopback Slack, and a person at a prompt."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Final

from pydantic import SecretStr

from quotebot.core.ports import Clock
from quotebot.running.control import answers_of, controlled
from quotebot.running.reloading import reloading
from quotebot.running.signals import stopping_on_signals
from quotebot.running.supervising import keep_answering
from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.prompt import Prompt
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.settings import Settings
from quotebot.wiring import assembled, quote_paths

_BOT_TOKEN: Final = "xoxb-sandbox"  # noqa: S105 - known to nobody but the loopback Slack
_APP_TOKEN: Final = "xapp-sandbox"  # noqa: S105 - the same
_SCOPES: Final = (
    "app_mentions:read", "commands", "chat:write",
    "channels:history", "groups:history", "users:read",
)  # fmt: skip


async def run_sandbox(
    settings: Settings,
    lines: AsyncIterator[str],
    say: Callable[[str], None],
    clock: Clock | None = None,
) -> None:
    """Run on a loopback Discord and a loopback Slack until the lines end or a signal comes.

    `lines` are what a person types, `say` shows them what both platforms answer. Nothing that was
    shown is remembered after the end; no platform but those two is connected to, whatever is set.
    """
    stop = asyncio.Event()
    with stopping_on_signals(stop):
        async with (
            LoopbackDiscord() as discord,
            LoopbackSlack(bot_token=_BOT_TOKEN, app_token=_APP_TOKEN, scopes=_SCOPES) as slack,
            assembled(_in_sandbox(settings, discord, slack), clock=clock) as bot,
        ):
            talking = asyncio.create_task(_talk(discord, slack, lines, say))
            talking.add_done_callback(lambda _: stop.set())
            try:
                async with (
                    controlled(settings.control_socket, answers_of(bot), quietly=True),
                    reloading(bot.reloader, quote_paths(settings), watch=settings.watch),
                ):
                    await keep_answering(bot, stop)
            finally:
                talking.cancel()
                await asyncio.wait({talking})
    if not talking.cancelled():
        talking.result()


def _in_sandbox(settings: Settings, discord: LoopbackDiscord, slack: LoopbackSlack) -> Settings:
    """The same settings, but for the platforms on this machine, and with nothing kept."""
    return settings.model_copy(
        update={
            "discord_token": SecretStr(discord.token),
            "discord_api": discord.api_url,
            "discord_gateway": discord.gateway_url,
            "slack_bot_token": SecretStr(_BOT_TOKEN),
            "slack_app_token": SecretStr(_APP_TOKEN),
            "slack_api": slack.api_url,
            "database": "memory://",
        }
    )


async def _talk(
    discord: LoopbackDiscord,
    slack: LoopbackSlack,
    lines: AsyncIterator[str],
    say: Callable[[str], None],
) -> None:
    await asyncio.gather(discord.connected(), slack.connected())
    await Prompt(discord, slack).converse(lines, say)
