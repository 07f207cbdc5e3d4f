"""What the checks look at: the settings, and what several of them want to know, found out once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Generic, NamedTuple, TypeVar

from quotebot.cli.daily_plans import PlanAndLast, plans_with_last
from quotebot.cli.doctor.examining import beside
from quotebot.core.errors import SettingsError, StoreError
from quotebot.on_discord.probing import Probe as DiscordProbe
from quotebot.on_slack.probing import Probe as SlackProbe
from quotebot.on_slack.probing import Scopes
from quotebot.settings import Settings, load_settings
from quotebot.store import inspecting
from quotebot.store.inspecting import Status
from quotebot.store.urls import locate
from quotebot.wiring import proxy_to_discord, proxy_to_slack

T = TypeVar("T")

_FOR_ONE_ANSWER: Final = 0.8  # of what a check may take, so that it can say what did not answer


class Once(Generic[T]):
    """Something that is found out when it is first asked for, and for all who ask.

    Whoever gives up waiting does not stop it for the others.
    """

    def __init__(self, find: Callable[[], Awaitable[T]]) -> None:
        self._find = find
        self._task: asyncio.Task[T] | None = None

    async def __call__(self) -> T:
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        return await asyncio.shield(self._task)

    async def _run(self) -> T:
        return await self._find()


class OnDiscord(NamedTuple):
    """`account` is the id of the bot's own, for a token that Discord knows."""

    probe: DiscordProbe
    account: Once[str]


class OnSlack(NamedTuple):
    probe: SlackProbe
    scopes: Once[Scopes]


@dataclass(frozen=True, slots=True)
class Case:
    """Settings that can be used, and what is known with them.

    The platforms are None where no token is set for them, or where nobody is to be asked.
    """

    settings: Settings
    now: datetime
    seconds: float
    offline: bool
    database: Once[Status]
    plans: Once[list[PlanAndLast]]
    discord: OnDiscord | None = None
    slack: OnSlack | None = None


@dataclass(frozen=True, slots=True)
class Patient:
    """`case` is None when the settings cannot be used; `problems` are sentences on why."""

    problems: tuple[str, ...]
    case: Case | None


@asynccontextmanager
async def taken_in(now: datetime, seconds: float, *, offline: bool) -> AsyncIterator[Patient]:
    """Read the settings, and be ready to look at what they name; nothing is looked at yet."""
    try:
        settings = load_settings()
        proxy_to_discord(settings), proxy_to_slack(settings)
    except SettingsError as error:
        yield Patient(tuple(str(error).splitlines()), None)
        return
    async with AsyncExitStack() as stack:
        case = _case(settings, now, seconds, offline=offline)
        if not offline:
            case = await _with_platforms(case, stack)
        yield Patient((), case)


def _case(settings: Settings, now: datetime, seconds: float, *, offline: bool) -> Case:
    async def status() -> Status:
        return await beside(lambda: inspecting.status(locate(settings.database)))

    database = Once(status)

    async def plans() -> list[PlanAndLast]:
        """Whoever opens older tables would change them."""
        found = await database()
        if found.version != found.newest_version:
            raise StoreError("the tables of the database are of another version.")
        return await plans_with_last(settings)

    return Case(settings, now, seconds, offline, database, Once(plans))


async def _with_platforms(case: Case, stack: AsyncExitStack) -> Case:
    settings, seconds = case.settings, case.seconds * _FOR_ONE_ANSWER
    if token := settings.discord_token:
        probe = DiscordProbe(
            token.get_secret_value(),
            api=settings.discord_api,
            proxy=proxy_to_discord(settings),
            seconds=seconds,
        )
        await stack.enter_async_context(probe)
        case = replace(case, discord=OnDiscord(probe, Once(probe.account)))
    if (bot := settings.slack_bot_token) and (app := settings.slack_app_token):
        slack = SlackProbe(
            bot.get_secret_value(),
            app.get_secret_value(),
            api=settings.slack_api,
            proxy=proxy_to_slack(settings),
            seconds=seconds,
        )
        await stack.enter_async_context(slack)
        case = replace(case, slack=OnSlack(slack, Once(slack.scopes)))
    return case
