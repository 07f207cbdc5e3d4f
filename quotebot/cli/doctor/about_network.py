"""Checks of the way to the platforms, and of this machine's clock."""

import ssl
import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import aiohttp

from quotebot.cli.doctor.case import Case
from quotebot.cli.doctor.findings import Finding, failed, ok, skipped, warning
from quotebot.core.unreachable import proxy_refuses, why
from quotebot.settings import Settings
from quotebot.wiring import SystemClock, proxy_to_discord, proxy_to_slack

_DISCORD: Final = "https://discord.com/api/v10"
_SLACK: Final = "https://slack.com/api"
_AGAIN: Final = "put right what is said there, and look again: quotebot doctor"
_WAIT: Final = "if the network or the platform is down, wait: the bot tries again by itself"
_NEAR: Final = timedelta(seconds=10)
_FAR: Final = timedelta(minutes=2)
_FOR_AN_ANSWER: Final = 0.8


class Way(NamedTuple):
    """An address that answers anybody, and the proxy that leads there."""

    url: str
    proxy: str | None


class Reached(NamedTuple):
    """What came back. `ahead` is how far this machine's clock is before the other's."""

    status: int
    milliseconds: float
    ahead: timedelta | None


def to_discord(settings: Settings) -> Way | None:
    if settings.discord_token is None:
        return None
    api = settings.discord_api or _DISCORD
    return Way(f"{api.rstrip('/')}/gateway", proxy_to_discord(settings))


def to_slack(settings: Settings) -> Way | None:
    if settings.slack_bot_token is None:
        return None
    api = settings.slack_api or _SLACK
    return Way(f"{api.rstrip('/')}/api.test", proxy_to_slack(settings))


async def discord(case: Case) -> Finding:
    return await _reachable(case, to_discord(case.settings))


async def slack(case: Case) -> Finding:
    return await _reachable(case, to_slack(case.settings))


async def clock(case: Case) -> Finding:
    ways = filter(None, (to_discord(case.settings), to_slack(case.settings)))
    for way in ways:
        try:
            reached = await _reach(way, case.seconds / 2 * _FOR_AN_ANSWER)
        except (aiohttp.ClientError, OSError):
            continue
        if reached.ahead is not None:
            return _judged(reached.ahead)
    return skipped("no platform could be asked for the time")


def _judged(ahead: timedelta) -> Finding:
    seconds = abs(ahead).total_seconds()
    told = f"this machine's clock is {seconds:.0f} s {'ahead' if ahead > timedelta() else 'behind'}"
    fix = (
        "have the machine keep its time: timedatectl set-ntp true, or the like of your system",
        "in a virtual machine, let it take its host's time after it was suspended",
    )
    if abs(ahead) >= _FAR:
        return failed(f"{told}: daily quotes come so much too early or too late", *fix)
    if abs(ahead) >= _NEAR:
        return warning(told, *fix)
    return ok("this machine's clock is right, to some seconds")


async def _reachable(case: Case, way: Way | None) -> Finding:
    if way is None:
        return skipped("no token is set for it")
    host = urlsplit(way.url).netloc
    through = f" through the proxy {urlsplit(way.proxy).hostname}" if way.proxy else ""
    try:
        reached = await _reach(way, case.seconds * _FOR_AN_ANSWER)
    except aiohttp.ClientHttpProxyError as error:
        return failed(f"{host} cannot be reached{through}: {proxy_refuses(error.status)}", _AGAIN)
    except (aiohttp.ClientError, OSError) as error:
        told = f"{host} cannot be reached{through}: {why(error)}"
        return failed(told, _AGAIN) if _needs_somebody(error) else warning(told, _WAIT, _AGAIN)
    if reached.status >= 500:
        return warning(
            f"{host} is out of order (HTTP {reached.status})",
            "wait: the bot tries again by itself; see discordstatus.com or status.slack.com",
        )
    return ok(f"{host} answers{through} within {reached.milliseconds:.0f} ms")


async def _reach(way: Way, seconds: float) -> Reached:
    """Raises aiohttp.ClientError and OSError, TimeoutError among them."""
    timeout = aiohttp.ClientTimeout(total=seconds)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        began, asked_at = time.monotonic(), SystemClock().now()
        async with session.get(way.url, proxy=way.proxy) as answer:
            await answer.read()
            took = time.monotonic() - began
            theirs = _moment(answer.headers.get("Date"))
            return Reached(
                answer.status,
                took * 1000,
                None if theirs is None else asked_at + timedelta(seconds=took / 2) - theirs,
            )


def _moment(date: str | None) -> datetime | None:
    """What the header says; it tells whole seconds, so that the middle of one is the best guess."""
    try:
        moment = parsedate_to_datetime(date or "")
    except ValueError:
        return None
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return zoned + timedelta(milliseconds=500)


def _needs_somebody(error: BaseException) -> bool:
    """Whether it will not pass by itself, as an outage does."""
    return isinstance(error, ssl.SSLError | aiohttp.ClientConnectorCertificateError)
