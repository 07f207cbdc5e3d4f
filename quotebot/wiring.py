"""The one place where concrete classes meet.

What only some settings call for is imported where that is known: a bot for Slack alone never loads
discord.py, and `quotebot ask` loads no platform and no database.
"""

import asyncio
import gc
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import SystemRandom
from typing import Any, Protocol, assert_never

from quotebot.core.answering import Answerer
from quotebot.core.carrying import InProcessCarrier
from quotebot.core.daily import DailyRound
from quotebot.core.daily_desk import DailyDesk
from quotebot.core.daily_loop import DailyLoop
from quotebot.core.errors import SettingsError
from quotebot.core.front_desk import FrontDesk
from quotebot.core.library import Library, Shelf, library_of
from quotebot.core.messages import Platform, Reply
from quotebot.core.ports import Announcer, Clock, Observer, Poster
from quotebot.core.refusals import Refusals
from quotebot.curation.reading import load_and_count
from quotebot.curation.reloading import Reloader
from quotebot.observing.choosing import observed
from quotebot.settings import Settings, variable
from quotebot.settings.values import BUILTIN
from quotebot.store.in_memory import InMemoryStore

_PACKAGE = Path(__file__).parent
_DISCORD, _SLACK = "https://discord.com", "https://slack.com"  # for what stands in NO_PROXY


class Connection(Protocol):
    """The bot on one platform."""

    name: str

    @property
    def connected(self) -> bool:
        """Whether the platform takes what is sent and was heard lately; at once, without asking."""
        ...

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
    daily: DailyLoop
    reloader: Reloader


@asynccontextmanager
async def assembled(
    settings: Settings, *, clock: Clock | None = None, connected: bool = True
) -> AsyncIterator[Bot]:
    """The bot for these settings; raises OperatorError when it cannot be put together.

    Nothing is written before everything else about the settings is known to be right. A bot that is
    not `connected` answers nobody, and only posts daily quotes.
    """
    from quotebot.store.opening import open_storage  # noqa: PLC0415 - see the top

    if not settings.platforms:
        raise SettingsError(
            "No token is set: set DISCORD_TOKEN, or SLACK_BOT_TOKEN and SLACK_APP_TOKEN,"
            " or try the bot without an account: quotebot sandbox"
        )
    clock = clock or SystemClock()
    shelf = Shelf(await asyncio.to_thread(load_library, settings))
    storage = await open_storage(settings.database)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(storage.close)
        observer = await stack.enter_async_context(
            observed(
                clock,
                storage.ledger,
                [Platform(name.lower()) for name in settings.platforms],
                metrics_at=settings.metrics,
                opentelemetry=settings.opentelemetry,
            )
        )
        observer.reloaded(shelf.library.collections)
        voices = {
            platform: await stack.enter_async_context(voice)
            for platform, voice in _voices(settings, clock, observer)
        }
        chance = SystemRandom()
        daily = DailyRound(
            shelf,
            storage.ledger,
            storage.store,
            voices,
            clock,
            chance,
            grace=timedelta(minutes=settings.daily_grace_minutes),
            observer=observer,
        )
        refusals = Refusals(storage.ledger)
        daily_desk = DailyDesk(daily, voices, chance)
        desk = FrontDesk(
            Answerer(shelf, storage.store, chance, daily_desk),
            new_reference,
            storage.ledger,
            refusals,
            observer,
        )
        connections = list(_connections(settings, desk, observer)) if connected else []
        # What is loaded by now stays to the end: the garbage collector need not look at it again.
        gc.freeze()
        yield Bot(
            desk,
            connections,
            DailyLoop(daily, InProcessCarrier(), clock, refusals, observer),
            Reloader(shelf, lambda: load_library(settings), observer),
        )


class SystemClock:
    """The time of this machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class Voice(Poster, Announcer, Protocol):
    """How the bot speaks on a platform without having been asked."""


def _voices(
    settings: Settings, clock: Clock, observer: Observer
) -> Iterator[tuple[Platform, AbstractAsyncContextManager[Voice]]]:
    """A voice for each platform that has its tokens."""
    if token := settings.discord_token:
        from quotebot.on_discord.posting import discord_poster  # noqa: PLC0415 - see the top

        yield (
            Platform.DISCORD,
            discord_poster(
                token.get_secret_value(),
                clock,
                api=settings.discord_api,
                proxy=proxy_to_discord(settings),
                share=settings.discord_share,
                observer=observer,
            ),
        )
    if token := settings.slack_bot_token:
        from quotebot.on_slack.posting import slack_poster  # noqa: PLC0415 - see the top

        yield (
            Platform.SLACK,
            slack_poster(
                token.get_secret_value(),
                clock,
                api=settings.slack_api,
                proxy=proxy_to_slack(settings),
                observer=observer,
            ),
        )


def proxy_to_discord(settings: Settings) -> str | None:
    """Through which Discord is reached; None for the direct way."""
    return settings.proxies.way_to(settings.discord_api or _DISCORD)


def proxy_to_slack(settings: Settings) -> str | None:
    """Through which Slack is reached; None for the direct way."""
    return settings.proxies.way_to(settings.slack_api or _SLACK)


def _connections(settings: Settings, desk: FrontDesk, observer: Observer) -> Iterator[Connection]:
    """A connection for each platform that has its tokens."""
    if token := settings.discord_token:
        from quotebot.on_discord.connection import DiscordConnection  # noqa: PLC0415 - see the top

        yield DiscordConnection(
            token.get_secret_value(),
            desk,
            api=settings.discord_api,
            gateway=settings.discord_gateway,
            proxy=proxy_to_discord(settings),
            observer=observer,
        )
    if (bot := settings.slack_bot_token) and (app := settings.slack_app_token):
        from quotebot.on_slack.connection import SlackConnection  # noqa: PLC0415 - see the top

        yield SlackConnection(
            bot.get_secret_value(),
            app.get_secret_value(),
            desk,
            api=settings.slack_api,
            proxy=proxy_to_slack(settings),
            administrators=settings.slack_admins,
            observer=observer,
        )


def offline_desk(settings: Settings) -> FrontDesk:
    """A desk that answers from the library alone, and forgets."""
    shelf = Shelf(load_library(settings))
    return FrontDesk(Answerer(shelf, InMemoryStore(), SystemRandom()), new_reference)


def load_library(settings: Settings) -> Library:
    """The library that the settings name; raises SettingsError, or LibraryError with its faults."""
    anthology, counts = load_and_count(quote_paths(settings))
    collections: Counter[str] = Counter()
    for path, quotes in counts.items():
        collections[BUILTIN if path == builtin_quotes() else path.resolve().name] += quotes
    return library_of(anthology, collections)


def quote_paths(settings: Settings) -> list[Path]:
    """The directories to read quotes from, in the order they were named.

    Raises SettingsError for those that do not exist.
    """
    paths = [builtin_quotes() if part == BUILTIN else Path(part) for part in settings.quotes]
    if missing := [path for path in paths if not path.exists()]:
        name = variable("quotes")
        raise SettingsError(
            "\n".join(f"{name} names {path}, which is not there" for path in missing)
        )
    return paths


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
            from quotebot.on_discord import translating as discord  # noqa: PLC0415 - see the top

            return discord.payload(reply)
        case Platform.SLACK:
            from quotebot.on_slack import translating as slack  # noqa: PLC0415 - see the top

            return slack.payload(reply, asked_by=asked_by)
        case Platform.TERMINAL:
            raise ValueError("a terminal is sent no payload")
        case _:
            assert_never(platform)
