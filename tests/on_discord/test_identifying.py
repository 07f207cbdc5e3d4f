"""No more sessions are started than Discord allows, and none is the end of the process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import yarl
from discord.gateway import DiscordWebSocket

from quotebot.core.errors import AccessRevoked, CredentialRefused
from quotebot.core.observed import Unobserved
from quotebot.on_discord.connection import DiscordConnection
from quotebot.on_discord.identifying import StartLimit
from quotebot.sandbox.discord import LoopbackDiscord, ServerError
from tests.anthologies import SMALL
from tests.chats import desk_for

pytestmark = pytest.mark.usefixtures("discords_own_addresses")

LIMIT = "GET /gateway/bot"


class Pauses:
    """Takes no time of ours, and lets as much pass on Discord."""

    def __init__(self, discord: LoopbackDiscord) -> None:
        self._discord = discord
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        self._discord.turn_clock(seconds)


class Told(Unobserved):
    """Keeps the numbers of sessions that may still be started."""

    def __init__(self, numbers: list[int]) -> None:
        self._numbers = numbers

    def identify_remaining(self, number: int) -> None:
        self._numbers.append(number)


class Served:
    """The bot on a loopback Discord, and what it told of the limit."""

    def __init__(self, discord: LoopbackDiscord) -> None:
        self.pauses = Pauses(discord)
        self.told: list[int] = []
        self.connection = DiscordConnection(
            discord.token,
            desk_for(SMALL),
            api=discord.api_url,
            gateway=discord.gateway_url,
            guild_ready_timeout=0.05,
            pause=self.pauses,
            observer=Told(self.told),
        )

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[asyncio.Task[None]]:
        await self.connection.log_in()
        serving = asyncio.create_task(self.connection.serve())
        try:
            yield serving
        finally:
            await self.connection.close()
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)


@pytest.mark.parametrize(
    ("remaining", "reset_after", "least", "most"),
    [
        (1000, 86_400, 0, 0),
        (50, 86_400, 0, 0),
        (49, 86_400, 30, 60),
        (25, 86_400, 1_700, 1_800),
        (1, 3_600, 3_500, 3_600),
        (0, 3_600, 3_601, 3_601),
        (0, 0, 1, 1),
        (-3, 60, 61, 61),
    ],
)
def test_the_fewer_sessions_are_left_the_longer_the_next_one_waits(
    remaining: int, reset_after: float, least: float, most: float
) -> None:
    assert least <= StartLimit(remaining, reset_after).wait <= most


def test_what_is_left_lasts_until_the_reset_if_a_bot_restarts_all_the_time() -> None:
    reset_after = 86_400.0
    for remaining in range(49, 0, -1):
        assert reset_after > 0
        reset_after -= StartLimit(remaining, reset_after).wait
    assert reset_after < 120


async def test_the_limit_is_read_before_the_session_is_started_and_told() -> None:
    async with LoopbackDiscord() as discord:
        bot = Served(discord)
        async with bot.serving():
            await asyncio.wait_for(discord.connected(), 10)
        assert bot.told == [1000]
        assert bot.pauses.seconds == []


async def test_when_no_session_is_left_the_bot_waits_inside_and_says_so(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with LoopbackDiscord() as discord:
        discord.session_starts.set(remaining=0, reset_after=1_800)
        bot = Served(discord)
        async with bot.serving():
            await asyncio.wait_for(discord.connected(), 10)
            assert (await discord.command("quote")).messages
        assert sum(bot.pauses.seconds) == pytest.approx(1_800, abs=2)
        assert bot.told == [0, 1000]
        assert "start 0 more sessions in the next 30 min" in caplog.text


async def test_when_few_sessions_are_left_they_are_spaced_out() -> None:
    async with LoopbackDiscord() as discord:
        discord.session_starts.set(remaining=10, reset_after=3_600)
        bot = Served(discord)
        async with bot.serving():
            await asyncio.wait_for(discord.connected(), 10)
        assert bot.pauses.seconds == [pytest.approx(288, abs=2)]


async def test_a_session_that_is_lost_is_not_started_anew_before_its_turn() -> None:
    async with LoopbackDiscord() as discord:
        bot = Served(discord)
        async with bot.serving():
            await asyncio.wait_for(discord.connected(), 10)
            discord.session_starts.set(remaining=0, reset_after=900)
            await discord.invalidate(resumable=False)
            await asyncio.wait_for(discord.disconnected(), 10)
            await asyncio.wait_for(discord.connected(), 10)
            assert (await discord.command("quote")).messages
        assert len(discord.identified) == 2
        assert sum(bot.pauses.seconds) == pytest.approx(900, abs=2)


async def test_a_limit_that_cannot_be_read_keeps_nobody_from_connecting() -> None:
    async with LoopbackDiscord() as discord:
        discord.fail_next(LIMIT, ServerError(500))
        bot = Served(discord)
        async with bot.serving():
            await asyncio.wait_for(discord.connected(), 10)
        assert bot.told == []


@pytest.mark.slow  # discord.py has a pause of its own
async def test_a_gateway_that_is_down_from_the_start_is_waited_for() -> None:
    async with LoopbackDiscord() as discord:
        bot = Served(discord)
        there = DiscordWebSocket.DEFAULT_GATEWAY
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL("ws://127.0.0.1:9/")

        async def pause(seconds: float) -> None:
            await bot.pauses(seconds)
            if len(bot.pauses.seconds) == 2:
                DiscordWebSocket.DEFAULT_GATEWAY = there

        bot.connection._pause = pause
        async with bot.serving():
            await asyncio.wait_for(discord.connected(), 15)
        assert len(bot.pauses.seconds) == 2


SAID = {4004: "DISCORD_TOKEN", 4010: "several", 4011: "2500", 4012: "update", 4013: "update"}


@pytest.mark.parametrize(("code", "said"), [*SAID.items(), (4014, "Privileged Gateway Intents")])
async def test_a_bot_that_the_gateway_wants_no_more_is_told_why(code: int, said: str) -> None:
    async with LoopbackDiscord() as discord, Served(discord).serving() as serving:
        await asyncio.wait_for(discord.connected(), 10)
        await asyncio.sleep(0.05)  # it learns of it after Discord does
        await discord.disconnect(code)
        with pytest.raises(AccessRevoked, match=said):
            await asyncio.wait_for(serving, 10)


async def test_a_bot_that_the_gateway_never_wanted_stops_the_start() -> None:
    async with LoopbackDiscord() as discord:
        bot = Served(discord)
        await bot.connection.log_in()
        await discord.revoke_token()
        with pytest.raises(CredentialRefused, match="DISCORD_TOKEN") as ended:
            await asyncio.wait_for(bot.connection.serve(), 10)
        assert ended.value.exit_code == 78
        await bot.connection.close()
