from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from quotebot.on_slack.posting import SlackPoster, slack_poster
from quotebot.sandbox.slack import LoopbackSlack
from tests.chats import APP_TOKEN, BOT_TOKEN
from tests.on_slack.clocks import HandClock


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def slack(clock: HandClock) -> AsyncIterator[LoopbackSlack]:
    scopes = {"chat:write", "channels:history"}
    async with LoopbackSlack(
        bot_token=BOT_TOKEN, app_token=APP_TOKEN, scopes=scopes, clock=clock
    ) as slack:
        yield slack


@pytest.fixture
async def poster(slack: LoopbackSlack, clock: HandClock) -> AsyncIterator[SlackPoster]:
    async with slack_poster(BOT_TOKEN, clock, api=slack.api_url) as poster:
        yield poster


@pytest.fixture
async def web(slack: LoopbackSlack) -> AsyncIterator[AsyncWebClient]:
    async with ClientSession() as session:
        yield AsyncWebClient(BOT_TOKEN, base_url=slack.api_url, session=session, retry_handlers=[])
