"""The page over the real bot on both loopback platforms, and a browser's way to ask it."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from quotebot.sandbox.clock import SandboxClock
from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.page import Page
from quotebot.sandbox.slack import LoopbackSlack
from tests.anthologies import SMALL
from tests.chats import APP_TOKEN, BOT_TOKEN, SCOPES, on_discord, on_slack


@dataclass(frozen=True, slots=True)
class Browser:
    """Asks the page's server what the page would ask."""

    page: Page
    discord: LoopbackDiscord
    slack: LoopbackSlack
    clock: SandboxClock
    session: aiohttp.ClientSession

    async def state(self, **query: str) -> Any:
        async with self.session.get(self.page.address + "state", params=query) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def act(self, path: str, **body: Any) -> Any:
        async with self.session.post(self.page.address + path, data=json.dumps(body)) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def status(self, method: str, path: str, **request: Any) -> int:
        async with self.session.request(method, self.page.address + path, **request) as response:
            return response.status


@pytest.fixture
async def browser(discords_own_addresses: None) -> AsyncIterator[Browser]:
    clock = SandboxClock()
    slack = LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN, scopes=SCOPES, clock=clock)
    async with (
        LoopbackDiscord() as discord,
        slack,
        Page(discord, slack, clock) as page,
        on_discord(SMALL, world=discord, clock=clock),
        on_slack(SMALL, world=slack, clock=clock),
        aiohttp.ClientSession() as session,
    ):
        clock.follow(discord.turn_clock)
        yield Browser(page, discord, slack, clock, session)
