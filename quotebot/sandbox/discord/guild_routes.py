"""REST: what the bot can read of a guild that it is in: its roles, and who has which."""

from quotebot.sandbox.discord import payloads, refusals
from quotebot.sandbox.discord.rest import Call, Reply, Route
from quotebot.sandbox.discord.state import State
from quotebot.sandbox.discord.world import Guild


class GuildRoutes:
    def __init__(self, state: State) -> None:
        self._state = state

    def routes(self) -> tuple[Route, ...]:
        return (
            Route("GET", "/guilds/{guild_id}/roles", self._list_roles),
            Route("GET", "/guilds/{guild_id}/members/{user_id}", self._read_member),
        )

    def _list_roles(self, call: Call) -> Reply:
        guild = self._guild(call)
        return Reply(
            body=[payloads.role(each, position) for position, each in enumerate(guild.roles)]
        )

    def _read_member(self, call: Call) -> Reply:
        guild, wanted = self._guild(call), call.parameters["user_id"]
        members = payloads.guild(guild, self._state)["members"]
        found = next((each for each in members if each["user"]["id"] == wanted), None)
        if found is None:
            raise refusals.unknown_member()
        return Reply(body={key: value for key, value in found.items() if key != "permissions"})

    def _guild(self, call: Call) -> Guild:
        """One that the bot is not in is, to it, none."""
        wanted = call.parameters["guild_id"]
        guilds = self._state.joined_guilds()
        found = next((each for each in guilds if str(each.id) == wanted), None)
        if found is None:
            raise refusals.unknown_guild()
        return found
