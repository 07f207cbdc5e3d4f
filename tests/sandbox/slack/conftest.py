from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import pytest
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from quotebot.sandbox.slack import LoopbackSlack
from tests.sandbox.slack.bolt import APP_TOKEN, BOT_TOKEN

SCOPES = ("commands", "chat:write", "users:read")


@dataclass
class Clock:
    """Stands still until a test lets time pass."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def slack(clock: Clock) -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack(
        bot_token=BOT_TOKEN, app_token=APP_TOKEN, scopes=SCOPES, clock=clock
    ) as slack:
        yield slack


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


ClientWith = Callable[[str | None], AsyncWebClient]


@pytest.fixture
def client_with(slack: LoopbackSlack, session: ClientSession) -> ClientWith:
    """Makes a client for a token, with the SDK's own retries switched off."""

    def make(token: str | None) -> AsyncWebClient:
        return AsyncWebClient(token, base_url=slack.api_url, session=session, retry_handlers=[])

    return make


@pytest.fixture
def client(client_with: ClientWith) -> AsyncWebClient:
    return client_with(BOT_TOKEN)
