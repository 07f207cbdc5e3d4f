"""What all tests share."""

import logging
from collections.abc import Iterator

import discord
import pytest
from hypothesis import settings

from quotebot.observing.logs import CHATTY

# CI machines are slow and shared: how long an example takes says nothing here.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(autouse=True)
def loggers_as_they_were() -> Iterator[None]:
    """A command that a test runs sets up the log of the whole process."""
    loggers = [logging.getLogger(), *map(logging.getLogger, CHATTY)]
    levels = [logger.level for logger in loggers]
    yield
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


@pytest.fixture
def discords_own_addresses() -> Iterator[None]:
    """Put back what DiscordConnection points at a loopback Discord."""
    base, gateway = (
        discord.http.Route.BASE,
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY,
    )
    yield
    discord.http.Route.BASE = base
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = gateway
