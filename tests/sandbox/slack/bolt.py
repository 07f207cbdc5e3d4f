"""The real Bolt, connected to a loopback Slack over Socket Mode."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import ClientSession
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from quotebot.sandbox.slack import LoopbackSlack

BOT_TOKEN = "xoxb-loopback"
APP_TOKEN = "xapp-loopback"


@asynccontextmanager
async def bolt_connected_to(
    slack: LoopbackSlack, *set_up: Callable[[AsyncApp], object], ping_interval: float = 0.05
) -> AsyncIterator[AsyncSocketModeHandler]:
    """An app that each function of `set_up` may add to, with one shared HTTP session."""
    async with ClientSession() as session:
        app = AsyncApp(client=AsyncWebClient(BOT_TOKEN, base_url=slack.api_url, session=session))
        for function in set_up:
            function(app)
        handler = AsyncSocketModeHandler(app, APP_TOKEN, ping_interval=ping_interval)
        try:
            await handler.connect_async()
            await slack.connected()
            yield handler
        finally:
            await handler.close_async()
