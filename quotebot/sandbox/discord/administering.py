"""What those who run a server do to it: add the bot, take rights away, delete channels."""

from quotebot.sandbox.discord import payloads
from quotebot.sandbox.discord.gateway import Gateway
from quotebot.sandbox.discord.gateway_sessions import Intent
from quotebot.sandbox.discord.refusals import Json
from quotebot.sandbox.discord.state import State
from quotebot.sandbox.discord.world import Channel, Guild, Permission


class Administration:
    """Every change is told to the bot as Discord does."""

    def __init__(self, state: State, gateway: Gateway) -> None:
        self._state = state
        self._gateway = gateway

    def commands_of(self, guild: Guild) -> tuple[Json, ...]:
        """Those that are registered for the server alone, as Discord echoes them."""
        return tuple(self._state.commands_of(guild.id))

    def send_commands_to(self, url: str) -> None:
        """As if whoever owns the application had set its Interactions Endpoint URL."""
        self._state.interactions_endpoint = url

    async def add(self, guild: Guild) -> None:
        """As if somebody had added the bot to a server."""
        self._state.world = self._state.world.with_guild(guild)
        data = payloads.guild(guild, self._state)
        # Clients tell a new server from one that is back by the lack of this key.
        del data["unavailable"]
        await self._tell("GUILD_CREATE", guild.id, data)

    async def remove_from(self, guild: Guild) -> None:
        """As if an administrator had kicked the bot."""
        self._state.leave(guild)
        await self._tell("GUILD_DELETE", guild.id, {"id": str(guild.id)})

    async def delete(self, channel: Channel) -> None:
        """What was posted in it stays for whoever counts, but not for the bot."""
        gone, guild = payloads.standing_channel(channel, self._state), self._guild(channel)
        self._state.world = self._state.world.without(channel)
        await self._tell("CHANNEL_DELETE", guild.id, gone)

    async def deny(self, channel: Channel, permissions: Permission) -> None:
        """Take exactly these rights from the bot there; Permission(0) gives all back."""
        self._state.deny(channel, permissions)
        changed = payloads.standing_channel(channel, self._state)
        await self._tell("CHANNEL_UPDATE", self._guild(channel).id, changed)

    def _guild(self, channel: Channel) -> Guild:
        guild = self._state.world.guild_of(channel)
        if guild is None:
            raise LookupError(f"{channel.name} is in no server")
        return guild

    async def _tell(self, event: str, guild_id: int, data: Json) -> None:
        await self._gateway.dispatch(event, data, guild_id=guild_id, intent=Intent.GUILDS)
