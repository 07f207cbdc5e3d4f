"""The metrics over HTTP."""

import asyncio
import os
import shutil
import time
from collections.abc import AsyncIterator
from datetime import datetime

import aiohttp
import pytest

from quotebot.core.errors import SettingsError, StoreError
from quotebot.core.messages import Platform
from quotebot.observing.metrics import Metrics
from quotebot.observing.serving import served
from tests.observing.scraping import (
    START,
    StoppedClock,
    a_little_of_everything,
    scrape,
    scraped_until,
)


async def never() -> datetime | None:
    return None


@pytest.fixture
def metrics() -> Metrics:
    return Metrics(StoppedClock(), [Platform.DISCORD])


@pytest.fixture
async def address(metrics: Metrics) -> AsyncIterator[str]:
    async with served(metrics, "127.0.0.1", 0, never) as at:
        yield at


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as one:
        yield one


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/"), ("GET", "/metrics/"), ("POST", "/metrics"), ("HEAD", "/metrics")],
)
async def test_there_is_nothing_else(
    address: str, session: aiohttp.ClientSession, method: str, path: str
) -> None:
    async with session.request(method, address.removesuffix("/metrics") + path) as response:
        assert response.status == 404


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("*/*", "text/plain; version=0.0.4; charset=utf-8"),
        ("application/openmetrics-text;version=1.0.0,text/plain;q=0.5", "application/openmetrics"),
    ],
)
async def test_prometheus_gets_the_format_that_it_asks_for(
    address: str, session: aiohttp.ClientSession, accept: str, content_type: str
) -> None:
    async with session.get(address, headers={"Accept": accept}) as response:
        assert response.headers["Content-Type"].startswith(content_type)
        text = await response.text()
    assert text.endswith("# EOF\n") == ("openmetrics" in content_type)
    assert "quotebot_up 1.0\n" in text


async def test_each_scrape_asks_when_the_next_daily_quote_is_due(metrics: Metrics) -> None:
    async def soon() -> datetime | None:
        return START

    async with served(metrics, "127.0.0.1", 0, soon) as address:
        now = await scrape(address)
    assert now.value("quotebot_schedule_next_timestamp_seconds") == START.timestamp()


@pytest.mark.parametrize("error", [StoreError("gone"), TimeoutError()])
async def test_without_a_database_the_rest_is_told_all_the_same(
    metrics: Metrics, error: Exception
) -> None:
    async def broken() -> datetime | None:
        raise error

    async with served(metrics, "127.0.0.1", 0, broken) as address:
        now = await scrape(address)
    assert now.unknown("quotebot_schedule_next_timestamp_seconds")
    assert now.value("quotebot_up") == 1


async def test_a_port_that_is_taken_is_one_sentence_that_names_the_setting(
    metrics: Metrics, address: str
) -> None:
    port = int(address.rpartition(":")[2].removesuffix("/metrics"))
    with pytest.raises(SettingsError, match=rf"^QUOTEBOT_METRICS: .*127\.0\.0\.1:{port} ") as taken:
        async with served(metrics, "127.0.0.1", port, never):
            pass
    assert "\n" not in str(taken.value)


async def test_nothing_listens_any_more_at_the_end(metrics: Metrics) -> None:
    async with served(metrics, "127.0.0.1", 0, never) as address:
        pass
    with pytest.raises(aiohttp.ClientConnectorError):
        await scrape(address)


@pytest.mark.slow
async def test_an_event_loop_that_is_held_up_is_seen_to_lag(metrics: Metrics) -> None:
    count = "quotebot_event_loop_lag_seconds_count"
    async with served(metrics, "127.0.0.1", 0, never) as address:
        before = await scraped_until(address, lambda now: now.value(count) > 0)
        # Longer than half a second: whenever the sleep began, it ends too late by a tenth or more.
        asyncio.get_running_loop().call_soon(time.sleep, 0.6)
        seen = before.value(count)
        after = await scraped_until(address, lambda now: now.value(count) > seen)
    lag = "quotebot_event_loop_lag_seconds_sum"
    assert after.value(lag) - before.value(lag) >= 0.09


async def test_promtool_finds_no_fault(
    metrics: Metrics, address: str, session: aiohttp.ClientSession
) -> None:
    promtool = os.environ.get("PROMTOOL") or shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not here: apt-get install prometheus, or name it in PROMTOOL")
    a_little_of_everything(metrics)
    async with session.get(address) as response:
        text = await response.read()
    checking = await asyncio.create_subprocess_exec(
        *(promtool, "check", "metrics"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await checking.communicate(text)
    assert said.decode() == ""
    assert checking.returncode == 0
