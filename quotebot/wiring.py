"""The one place where concrete classes meet."""

import asyncio
import gc
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom
from typing import Any, Protocol, assert_never

from pydantic import SecretStr

from quotebot.core.answering import Answerer
from quotebot.core.errors import SettingsError
from quotebot.core.front_desk import FrontDesk
from quotebot.core.messages import Platform, Reply
from quotebot.core.quotes import Anthology
from quotebot.curation.reading import load
from quotebot.on_discord.connection import DiscordConnection
from quotebot.on_discord.translating import payload as discord_payload
from quotebot.on_slack.connection import SlackConnection
from quotebot.on_slack.translating import payload as slack_payload
from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.settings import BUILTIN, Settings
from quotebot.store.in_memory import InMemoryStore
from quotebot.store.opening import open_store

SANDBOX_BOT_TOKEN = "xoxb-sandbox"  # noqa: S105 - known to nobody but the loopback Slack
SANDBOX_APP_TOKEN = "xapp-sandbox"  # noqa: S105 - the same

_PACKAGE = Path(__file__).parent


class Connection(Protocol):
    """The bot on one platform."""

    name: str

    async def log_in(self) -> None:
        """Connect, waiting for a network that is down; raises CredentialRefused."""
        ...

    async def serve(self) -> None:
        """Answer until closed; raises AccessRevoked when the platform withdraws its consent."""
        ...

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that is put together but not yet connected."""

    desk: FrontDesk
    connections: Sequence[Connection]


@asynccontextmanager
async def assembled(settings: Settings) -> AsyncIterator[Bot]:
    """The bot for these settings; raises OperatorError when it cannot be put together."""
    anthology = await asyncio.to_thread(load, quote_paths(settings))
    store = await open_store(settings.database)
    # What is loaded by now stays until the end: the garbage collector need not look at it again.
    gc.freeze()
    try:
        desk = FrontDesk(Answerer(anthology, store, SystemRandom()), new_reference)
        yield Bot(desk, connections(settings, desk))
    finally:
        await store.close()


def connections(settings: Settings, desk: FrontDesk) -> list[Connection]:
    """A connection for each platform that has its tokens; raises SettingsError if none has."""
    found: list[Connection] = []
    if token := settings.discord_token:
        found.append(
            DiscordConnection(
                token.get_secret_value(),
                desk,
                api=settings.discord_api,
                gateway=settings.discord_gateway,
            )
        )
    if (bot := settings.slack_bot_token) and (app := settings.slack_app_token):
        found.append(
            SlackConnection(
                bot.get_secret_value(), app.get_secret_value(), desk, api=settings.slack_api
            )
        )
    if not found:
        raise SettingsError(
            "No token is set: set DISCORD_TOKEN, or SLACK_BOT_TOKEN and SLACK_APP_TOKEN,"
            " or try the bot without an account: quotebot sandbox"
        )
    return found


def in_sandbox(settings: Settings, discord: LoopbackDiscord, slack: LoopbackSlack) -> Settings:
    """The same settings, but for the platforms on this machine, and with nothing kept."""
    return settings.model_copy(
        update={
            "discord_token": SecretStr(discord.token),
            "discord_api": discord.api_url,
            "discord_gateway": discord.gateway_url,
            "slack_bot_token": SecretStr(SANDBOX_BOT_TOKEN),
            "slack_app_token": SecretStr(SANDBOX_APP_TOKEN),
            "slack_api": slack.api_url,
            "database": "memory://",
        }
    )


def offline_desk(settings: Settings) -> FrontDesk:
    """A desk that answers from the library alone, and forgets."""
    anthology: Anthology = load(quote_paths(settings))
    return FrontDesk(Answerer(anthology, InMemoryStore(), SystemRandom()), new_reference)


def quote_paths(settings: Settings) -> list[Path]:
    """The directories to read quotes from, in the order they were named."""
    return [builtin_quotes() if part == BUILTIN else Path(part) for part in settings.quotes]


def builtin_quotes() -> Path:
    """The shipped library: inside an installed package, else beside it in a checkout."""
    installed = _PACKAGE / "library"
    return installed if installed.is_dir() else _PACKAGE.parent / "quotes"


def new_reference() -> str:
    """What a person can quote to the operator, who finds it in the log."""
    return secrets.token_hex(4)


def payload(platform: Platform, reply: Reply, asked_by: str) -> dict[str, Any]:
    """The exact body that the platform would be sent for the reply to a command."""
    match platform:
        case Platform.DISCORD:
            return discord_payload(reply)
        case Platform.SLACK:
            return slack_payload(reply, asked_by=asked_by)
        case Platform.TERMINAL:
            raise ValueError("a terminal is sent no payload")
        case _:
            assert_never(platform)
