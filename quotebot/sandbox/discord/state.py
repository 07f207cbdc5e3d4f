"""What the loopback Discord knows: the account, guilds, commands, messages, interactions."""

from collections import defaultdict

from quotebot.sandbox.discord.clock import Clock, Snowflakes
from quotebot.sandbox.discord.interactions import Interaction
from quotebot.sandbox.discord.message_book import MessageBook
from quotebot.sandbox.discord.refusals import Json
from quotebot.sandbox.discord.session_starts import SessionStarts
from quotebot.sandbox.discord.world import (
    EVERYONE,
    Application,
    Channel,
    Guild,
    Permission,
    World,
)

BOT_PERMISSIONS = EVERYONE | Permission.EMBED_LINKS


class State:
    """Shared by the REST routes, the gateway and those who act as people."""

    def __init__(
        self, application: Application, world: World, clock: Clock, *, approved_intents: int
    ) -> None:
        self.application = application
        self.world = world
        self.clock = clock
        self.approved_intents = approved_intents
        self.snowflakes = Snowflakes(clock)
        self.commands: list[Json] = []
        self.interactions_endpoint: str | None = None
        self._guild_commands: dict[int, list[Json]] = {}
        self.messages = MessageBook()
        self.session_starts = SessionStarts(clock)
        self.interactions: dict[str, Interaction] = {}
        self._revoked = False
        self._left: set[int] = set()
        self._denied: defaultdict[int, Permission] = defaultdict(lambda: Permission(0))

    def token_is_good(self, token: str) -> bool:
        return not self._revoked and token == self.application.token

    def revoke_token(self) -> None:
        self._revoked = True

    def commands_of(self, guild_id: int | None) -> list[Json]:
        """Those that are registered for one guild alone; for None, those for all."""
        return self.commands if guild_id is None else self._guild_commands.get(guild_id, [])

    def register(self, commands: list[Json], guild_id: int | None) -> None:
        if guild_id is None:
            self.commands = commands
        else:
            self._guild_commands[guild_id] = commands

    def offered_in(self, guild: Guild | None) -> list[Json]:
        """What people see there; Discord shows a guild's own beside those of the same name."""
        return [*self.commands_of(guild.id), *self.commands] if guild else self.commands

    def joined_guilds(self) -> tuple[Guild, ...]:
        """The guilds that the bot is in."""
        return tuple(guild for guild in self.world.guilds if guild.id not in self._left)

    def leave(self, guild: Guild) -> None:
        self._left.add(guild.id)

    def reachable(self, channel: Channel) -> bool:
        """Whether the bot is there."""
        guild = self.world.guild_of(channel)
        return guild is None or guild.id not in self._left

    def denied(self, channel: Channel) -> Permission:
        """What the channel's overwrite takes from the bot."""
        return self._denied[channel.id]

    def deny(self, channel: Channel, denied: Permission) -> None:
        self._denied[channel.id] = denied

    def permissions(self, channel: Channel) -> Permission:
        """What the bot may do there; without the right to see it, nothing."""
        left = BOT_PERMISSIONS & ~self.denied(channel)
        seen = self.reachable(channel) and left & Permission.VIEW_CHANNEL
        return left if seen else Permission(0)
