"""What a post comes to when there is no Slack at the other end, or one that talks nonsense."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession, ClientTimeout, TCPConnector, web
from aiohttp.abc import AbstractResolver, ResolveResult
from slack_sdk.web.async_client import AsyncWebClient

from quotebot.core.plans import Later, Unclear
from quotebot.on_slack.posting import SlackPoster
from tests.on_slack.clocks import HandClock
from tests.on_slack.daily_posts import KEY, QUOTES, daily

JSON = "application/json"


class NoNames(AbstractResolver):
    """Knows no host, or never says whether it does."""

    def __init__(self, *, answers: bool) -> None:
        self._answers = answers

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        if not self._answers:
            await asyncio.Event().wait()
        raise OSError(socket.EAI_NONAME, f"{host} is not known")

    async def close(self) -> None: ...


@asynccontextmanager
async def answering(status: int, body: bytes, content_type: str) -> AsyncIterator[str]:
    """The address of a server that says the same to everybody."""

    async def handle(_: web.Request) -> web.Response:
        return web.Response(status=status, body=body, headers={"Content-Type": content_type})

    application = web.Application()
    application.router.add_route("*", "/{any:.*}", handle)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def posting_to(url: str, session: ClientSession) -> AsyncIterator[SlackPoster]:
    async with session:
        client = AsyncWebClient("xoxb-1", base_url=url, session=session, retry_handlers=[])
        yield SlackPoster(client, HandClock())


@pytest.mark.parametrize(
    ("status", "body", "content_type"),
    [
        (200, b"", JSON),
        (200, b"{", JSON),
        (200, b'{"ok": true}', JSON),  # no ts
        (200, b'{"ok": false}', JSON),  # no error
        (200, b"[1]", JSON),
        (200, b"null", JSON),
        (200, b'"ok"', JSON),
        (200, b"\xff\xfe", f"{JSON}; charset=utf-8"),
        (200, b"ok", "text/plain"),
        (502, b"bad gateway", "text/plain"),
        (404, b"<html>no such page</html>", "text/html"),
        (403, b"{", JSON),
        (500, b'{"ok": false, "error": "channel_not_found"}', JSON),
    ],
)
async def test_an_answer_that_is_not_slacks_is_unclear(
    status: int, body: bytes, content_type: str
) -> None:
    async with (
        answering(status, body, content_type) as url,
        posting_to(url, ClientSession()) as poster,
    ):
        assert isinstance(await poster.post(QUOTES, daily(), KEY), Unclear)


async def test_a_rate_limit_with_no_json_is_a_rate_limit() -> None:
    async with (
        answering(429, b"slow down", "text/html") as url,
        posting_to(url, ClientSession()) as poster,
    ):
        outcome = await poster.post(QUOTES, daily(), KEY)
    assert isinstance(outcome, Later)
    assert outcome.seconds == 30


async def test_a_proxy_that_lets_nothing_through_sent_nothing() -> None:
    async with answering(503, b"", "text/plain") as proxy, ClientSession() as session:
        client = AsyncWebClient(
            "xoxb-1",
            base_url="https://slack.invalid/api/",
            session=session,
            proxy=proxy,
            retry_handlers=[],
        )
        poster = SlackPoster(client, HandClock())
        assert isinstance(await poster.post(QUOTES, daily(), KEY), Later)


@pytest.mark.parametrize("answers", [True, False])
async def test_a_host_that_is_not_known_was_sent_nothing(answers: bool) -> None:
    connector = TCPConnector(resolver=NoNames(answers=answers))
    session = ClientSession(connector=connector, timeout=ClientTimeout(connect=0.05))
    async with posting_to("http://slack.invalid/api/", session) as poster:
        assert isinstance(await poster.post(QUOTES, daily(), KEY), Later)
