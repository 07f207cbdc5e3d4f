"""What all tests share."""

from collections.abc import Iterator

import discord
import pytest
from hypothesis import settings

# CI machines are slow and shared: how long an example takes says nothing here.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


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
