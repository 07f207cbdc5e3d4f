"""The bot in the sandbox: a loopback Discord, a loopback Slack, and a person at a prompt."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Final, assert_never

from pydantic import SecretStr

from quotebot.core.ports import Clock
from quotebot.curation.reloading import Kept, Reload, Reloaded
from quotebot.running.reloading import reloading
from quotebot.running.signals import stopping_on_signals
from quotebot.running.supervising import keep_answering
from quotebot.sandbox.clock import SandboxClock
from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.page import LibraryNews, Page
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
    show_page: Callable[[str], None] | None = None,
) -> None:
    """Run on a loopback Discord and a loopback Slack until the lines end or a signal comes.

    `lines` are what a person types, `say` shows them what both platforms answer. Nothing that was
    shown is remembered after the end; no platform but those two is connected to, whatever is set.
    `show_page` is told the address of a page with both chats, once they can be used.
    """
    stop = asyncio.Event()
    sandbox_clock = SandboxClock()
    with stopping_on_signals(stop):
        async with (
            LoopbackDiscord() as discord,
            LoopbackSlack(
                bot_token=_BOT_TOKEN, app_token=_APP_TOKEN, scopes=_SCOPES, clock=sandbox_clock
            ) as slack,
            Page(discord, slack, sandbox_clock) as page,
            assembled(_in_sandbox(settings, discord, slack), clock=clock or sandbox_clock) as bot,
        ):
            sandbox_clock.follow(discord.turn_clock)
            bot.reloader.listen(lambda outcome: _tell_curators(page.library, outcome))
            showing = asyncio.create_task(_show(discord, slack, page, show_page))
            talking = asyncio.create_task(_talk(discord, slack, lines, say))
            talking.add_done_callback(lambda _: stop.set())
            try:
                async with reloading(
                    bot.reloader, quote_paths(settings), watch=settings.watch, socket=None
                ):
                    await keep_answering(bot, stop)
            finally:
                talking.cancel()
                showing.cancel()
                await asyncio.wait({talking, showing})
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


def _tell_curators(library: LibraryNews, outcome: Reload) -> None:
    match outcome:
        case Reloaded(quotes, changed):
            library.replaced(quotes, changed)
        case Kept(problems):
            library.kept(problems)
        case _:
            assert_never(outcome)


async def _show(
    discord: LoopbackDiscord,
    slack: LoopbackSlack,
    page: Page,
    show: Callable[[str], None] | None,
) -> None:
    await asyncio.gather(discord.connected(), slack.connected())
    if show:
        show(page.address)


async def _talk(
    discord: LoopbackDiscord,
    slack: LoopbackSlack,
    lines: AsyncIterator[str],
    say: Callable[[str], None],
) -> None:
    await asyncio.gather(discord.connected(), slack.connected())
    await Prompt(discord, slack).converse(lines, say)
