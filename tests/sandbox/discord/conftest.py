"""A loopback Discord per test, with discord.py pointed at it."""

from collections.abc import AsyncIterator

import discord
import pytest
import yarl

from quotebot.sandbox.discord import LoopbackDiscord
from tests.sandbox.discord.bots import Bot
from tests.sandbox.discord.openapi import HOW_TO_GET_IT, OpenApi, official_document


@pytest.fixture
async def loopback(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord() as started:
        point_discord_py_at(started, monkeypatch)
        yield started


@pytest.fixture
async def account(loopback: LoopbackDiscord) -> AsyncIterator[Bot]:
    """A bot that is logged in, and not connected to the gateway."""
    async with Bot() as logged_in:
        await logged_in.login(loopback.token)
        yield logged_in


def point_discord_py_at(loopback: LoopbackDiscord, monkeypatch: pytest.MonkeyPatch) -> None:
    gateway = yarl.URL(loopback.gateway_url)
    monkeypatch.setattr(discord.http.Route, "BASE", loopback.api_url)
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", gateway)


@pytest.fixture(scope="session")
def openapi() -> OpenApi:
    document = official_document()
    if document is None:
        pytest.skip(HOW_TO_GET_IT)
    return document
