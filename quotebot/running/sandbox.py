"""The bot in the sandbox: a loopback Discord, a loopback Slack, a page, and whoever visits them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Final, assert_never

from pydantic import SecretStr

from quotebot.core.ports import Clock
from quotebot.curation.reloading import Kept, Reload, Reloaded, Reloader
from quotebot.on_slack.manifest import manifest
from quotebot.running.control import answers_of, controlled
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


@dataclass(frozen=True, slots=True)
class Sandbox:
    """What a visitor finds: both platforms with the bot connected to them, and the page."""

    discord: LoopbackDiscord
    slack: LoopbackSlack
    page: Page
    reloader: Reloader


Visit = Callable[[Sandbox], Awaitable[None]]


async def run_sandbox(
    settings: Settings,
    lines: AsyncIterator[str],
    say: Callable[[str], None],
    clock: Clock | None = None,
    show_page: Callable[[str], None] | None = None,
) -> None:
    """Run on a loopback Discord and a loopback Slack until the lines end or a signal comes.

    `lines` are what a person types, `say` shows them what both platforms answer. `show_page` is
    told the address of a page with both chats, once they can be used.
    """

    async def talk(sandbox: Sandbox) -> None:
        if show_page:
            show_page(sandbox.page.address)
        await Prompt(sandbox.discord, sandbox.slack).converse(lines, say)

    await visit_sandbox(settings, talk, clock)


async def visit_sandbox(settings: Settings, visit: Visit, clock: Clock | None = None) -> None:
    """Run in a sandbox until the visit ends or a signal comes.

    Nothing is remembered after the end; no platform but those two is connected to, whatever is set.
    """
    stop = asyncio.Event()
    own_clock = SandboxClock()
    with stopping_on_signals(stop):
        async with (
            LoopbackDiscord() as discord,
            LoopbackSlack(
                bot_token=_BOT_TOKEN,
                app_token=_APP_TOKEN,
                scopes=_SCOPES,
                clock=own_clock,
            ) as slack,
            Page(discord, slack, own_clock) as page,
            assembled(_in_sandbox(settings, discord, slack), clock=clock or own_clock) as bot,
        ):
            own_clock.follow(discord.turn_clock)
            slack.manifest = manifest()
            bot.reloader.listen(lambda outcome: _tell_curators(page.library, outcome))
            sandbox = Sandbox(discord, slack, page, bot.reloader)
            visiting = asyncio.create_task(_when_connected(sandbox, visit))
            visiting.add_done_callback(lambda _: stop.set())
            try:
                async with (
                    controlled(settings.control_socket, answers_of(bot), quietly=True),
                    reloading(bot.reloader, quote_paths(settings), watch=settings.watch),
                ):
                    await keep_answering(bot, stop)
            finally:
                visiting.cancel()
                await asyncio.wait({visiting})
    if not visiting.cancelled():
        visiting.result()


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


async def _when_connected(sandbox: Sandbox, visit: Visit) -> None:
    await asyncio.gather(sandbox.discord.connected(), sandbox.slack.connected())
    await visit(sandbox)
