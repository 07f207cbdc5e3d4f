"""A Discord and a Slack on which people talk, and channels of their own for daily quotes."""

from collections.abc import Iterator
from typing import Final

from quotebot.core.messages import Place, Platform
from quotebot.sandbox.discord import Channel, LoopbackDiscord, World, default_world
from quotebot.sandbox.discord.many_channels import world_of
from quotebot.sandbox.slack import LoopbackSlack
from tests.chats import SCOPES
from tests.cli.machine import APP_TOKEN, BOT_TOKEN, DISCORD_TOKEN
from tests.soak.people import PATIENCE

A_MINUTE: Final = 3  # daily quotes, on each platform


class Platforms:
    """Both, with as many channels for daily quotes as come due in so many minutes."""

    def __init__(self, minutes: int) -> None:
        channels = minutes * A_MINUTE
        people, daily = default_world(), world_of(channels)
        world = World((*people.guilds, *daily.guilds), people.direct_messages)
        self._of_discord = [
            (guild.id, channel) for guild in daily.guilds for channel in guild.channels
        ]
        self.discord = LoopbackDiscord(token=DISCORD_TOKEN, world=world)
        self.slack = LoopbackSlack(
            bot_token=BOT_TOKEN, app_token=APP_TOKEN, scopes=SCOPES, patience=PATIENCE
        )
        self._of_slack = [self.slack.world.create(f"daily-{n}").id for n in range(channels)]

    def due_in(self, minute: int) -> Iterator[Place]:
        """Where a daily quote is to come so many minutes after the first ones."""
        for number in range(minute * A_MINUTE, (minute + 1) * A_MINUTE):
            guild, channel = self._of_discord[number]
            yield Place(Platform.DISCORD, str(guild), str(channel.id))
            yield Place(Platform.SLACK, self.slack.world.team, self._of_slack[number])

    def posts(self) -> list[int]:
        """How many messages stand in each of these channels."""
        discord = [self._on_discord(channel) for _, channel in self._of_discord]
        return discord + [len(self.slack.messages(channel)) for channel in self._of_slack]

    def _on_discord(self, channel: Channel) -> int:
        return len(self.discord.messages(channel))
