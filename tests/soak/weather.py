"""What goes wrong on a platform, by a seed; what it explains is no fault of the bot."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from random import Random
from time import monotonic
from typing import Final

from quotebot.core.messages import Platform
from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.discord import faults as discord_faults
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack import faults as slack_faults

CALLBACK: Final = "POST /interactions/{interaction_id}/{interaction_token}/callback"
POST_ON_DISCORD: Final = "POST /channels/{channel_id}/messages"
ANSWER_ON_SLACK: Final = "response_url"
POST_ON_SLACK: Final = "chat.postMessage"
MET_WITHIN: Final = 4.0  # seconds; a fault that nothing has met by then is taken back
OUTAGES_OF_DISCORD: Final = 2
"""discord.py waits longer after each try, and forgets of them only after half an hour of peace."""
AFTERWARDS: Final = 2.0  # seconds in which its consequences are still felt

Trouble = Callable[[], Awaitable[None]]

FAULTS_OF_DISCORD: Final = (
    discord_faults.RateLimit(0.5),
    discord_faults.ServerError(500),
    discord_faults.ServerError(502, applied=True),
    discord_faults.Reset(),
    discord_faults.Reset(applied=True),
    discord_faults.Torn(),
    discord_faults.Hang(),
    discord_faults.Hang(applied=True),
)
FAULTS_OF_SLACK: Final = (
    slack_faults.RateLimited(1),
    slack_faults.ServerError(500),
    slack_faults.HtmlPage(502, applied=True),
    slack_faults.Reset(),
    slack_faults.Reset(applied=True),
    slack_faults.CutShort(applied=True),
    slack_faults.Hang(),
    slack_faults.Hang(applied=True),
)


class Weather:
    """Bad times of one platform, one after the other."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.troubles = 0
        self._bad: list[tuple[float, float]] = []

    def explains(self, began: float, ended: float) -> bool:
        """Whether it was bad at some moment between these two."""
        return any(began <= until and since <= ended for since, until in self._bad)

    @asynccontextmanager
    async def bad(self) -> AsyncIterator[None]:
        number, since = len(self._bad), monotonic()
        self._bad.append((since, float("inf")))
        try:
            yield
        finally:
            self._bad[number] = (since, monotonic() + AFTERWARDS)

    async def change(self, troubles: Sequence[Trouble]) -> None:
        """Until cancelled: each trouble once, in any order, and then again."""
        for trouble in _shuffled_again_and_again(troubles, self.chance):
            await asyncio.sleep(self.chance.uniform(2, 5))
            async with self.bad():
                self.troubles += 1
                await trouble()


def _shuffled_again_and_again(troubles: Sequence[Trouble], chance: Random) -> Iterator[Trouble]:
    while True:
        yield from chance.sample(troubles, len(troubles))


class DiscordTroubles:
    """What can befall the bot on Discord."""

    def __init__(self, discord: LoopbackDiscord, weather: Weather) -> None:
        self._discord = discord
        self._chance = weather.chance
        self._outages = 0

    def all(self) -> list[Trouble]:
        spoiled = [self.spoil_an_answer] * 4
        gateway = [self._disconnects, self._aborts, self._asks_to_reconnect, self._invalidates]
        return [*spoiled, *gateway, self._goes_away]

    async def spoil_an_answer(self) -> None:
        await self._spoil(CALLBACK)

    async def spoil_a_post(self) -> None:
        await self._spoil(POST_ON_DISCORD)

    async def _spoil(self, route: str) -> None:
        self._discord.fail_next(route, self._chance.choice(FAULTS_OF_DISCORD))
        await met(lambda: not self._discord.faults.waiting(route))
        self._discord.faults.take(route)

    async def _disconnects(self) -> None:
        await self._discord.disconnect()
        await self._back()

    async def _aborts(self) -> None:
        self._discord.abort()
        await self._back()

    async def _asks_to_reconnect(self) -> None:
        await self._discord.reconnect()
        await self._back()

    async def _invalidates(self) -> None:
        await self._discord.invalidate(resumable=self._chance.random() < 0.5)
        await self._back()

    async def _goes_away(self) -> None:
        self._outages += 1
        if self._outages > OUTAGES_OF_DISCORD:
            await self._aborts()
            return
        await self._discord.server.go_away()
        await asyncio.sleep(self._chance.uniform(2, 4))
        await self._discord.server.come_back()
        await self._back()

    async def _back(self) -> None:
        await asyncio.sleep(1)  # before it has even noticed
        await self._discord.connected()


class SlackTroubles:
    """What can befall the bot on Slack."""

    def __init__(self, slack: LoopbackSlack, weather: Weather) -> None:
        self._slack = slack
        self._chance = weather.chance

    def all(self) -> list[Trouble]:
        spoiled = [self.spoil_an_answer] * 4
        return [*spoiled, self._refreshes, self._warns, self._drops, self._goes_away]

    async def spoil_an_answer(self) -> None:
        await self._spoil(ANSWER_ON_SLACK)

    async def spoil_a_post(self) -> None:
        await self._spoil(POST_ON_SLACK)

    async def _spoil(self, method: str) -> None:
        self._slack.fail_next(method, self._chance.choice(FAULTS_OF_SLACK))
        await met(lambda: not self._slack.faults.waiting(method))
        self._slack.faults.take(method)

    async def _refreshes(self) -> None:
        await self._slack.disconnect("refresh_requested")
        await self._back()

    async def _warns(self) -> None:
        await self._slack.disconnect("warning")
        await self._back()

    async def _drops(self) -> None:
        self._slack.drop_connections()
        await self._back()

    async def _goes_away(self) -> None:
        await self._slack.server.go_away()
        await asyncio.sleep(self._chance.uniform(2, 4))
        await self._slack.server.come_back()
        await self._back()

    async def _back(self) -> None:
        await asyncio.sleep(1)
        await self._slack.connected()


async def met(happened: Callable[[], bool]) -> None:
    """Wait until it happened, though not for ever."""
    end = monotonic() + MET_WITHIN
    while monotonic() < end and not happened():  # noqa: ASYNC110 - another process does it
        await asyncio.sleep(0.05)


Weathers = dict[Platform, Weather]
