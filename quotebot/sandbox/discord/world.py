"""Who and what there is on the loopback Discord: people, roles, channels, guilds, and the bot."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum, IntFlag


class Permission(IntFlag):
    """The permissions that matter to a bot which answers commands and posts messages."""

    ADMINISTRATOR = 1 << 3
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_APPLICATION_COMMANDS = 1 << 31


ALL_PERMISSIONS = (1 << 53) - 1
EVERYONE = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_APPLICATION_COMMANDS
)


class Context(IntEnum):
    """Where a command is used, as Discord numbers it."""

    GUILD = 0
    BOT_DM = 1


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a Discord account; what they may do is said by their roles in a guild."""

    id: int
    name: str
    locale: str = "en-US"


@dataclass(frozen=True, slots=True)
class Role:
    """The role with its guild's id is @everyone, which nobody needs to be given."""

    id: int
    name: str
    permissions: int


@dataclass(frozen=True, slots=True)
class Channel:
    """A text channel of a guild, or, with a recipient, a person's direct messages with the bot."""

    id: int
    name: str
    recipient: Person | None = None


@dataclass(frozen=True, slots=True)
class Member:
    person: Person
    role_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Guild:
    """A server; its first member owns it."""

    id: int
    name: str
    roles: tuple[Role, ...]
    channels: tuple[Channel, ...]
    members: tuple[Member, ...]
    locale: str = "en-US"

    def member(self, person: Person) -> Member | None:
        return next((member for member in self.members if member.person.id == person.id), None)

    def permissions(self, member: Member) -> int:
        """The sum of the member's roles; administrators may do everything."""
        held = {self.id, *member.role_ids}
        granted = 0
        for role in self.roles:
            if role.id in held:
                granted |= role.permissions
        return ALL_PERMISSIONS if granted & Permission.ADMINISTRATOR else granted


@dataclass(frozen=True, slots=True)
class Application:
    """The bot's own account; its user has the id of its application."""

    id: int
    name: str
    token: str = field(repr=False)


ADA = Person(1_100_000_000_000_000_011, "Ada")
MAX = Person(1_100_000_000_000_000_012, "Max")
GUS = Person(1_100_000_000_000_000_013, "Gus", locale="de")


@dataclass(frozen=True, slots=True)
class World:
    """Every guild, and every direct-message channel with the bot."""

    guilds: tuple[Guild, ...]
    direct_messages: tuple[Channel, ...] = ()
    _by_id: Mapping[int, tuple[Channel, Guild | None]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        by_id: dict[int, tuple[Channel, Guild | None]] = {
            channel.id: (channel, guild) for guild in self.guilds for channel in guild.channels
        }
        by_id |= {channel.id: (channel, None) for channel in self.direct_messages}
        object.__setattr__(self, "_by_id", by_id)

    def people(self) -> Iterator[Person]:
        """Everybody, once each, in the order of the guilds' member lists."""
        members = (member.person for guild in self.guilds for member in guild.members)
        yield from dict.fromkeys(members)

    def channels(self) -> Iterator[Channel]:
        for guild in self.guilds:
            yield from guild.channels
        yield from self.direct_messages

    def names(self) -> dict[str, str]:
        """The names of people, roles and channels by id, both as Discord writes them."""
        roles = (role for guild in self.guilds for role in guild.roles)
        return {
            **{str(person.id): person.name for person in self.people()},
            **{str(role.id): role.name for role in roles},
            **{str(channel.id): channel.name for channel in self.channels()},
        }

    def channel(self, channel_id: int) -> Channel | None:
        return self._by_id.get(channel_id, (None, None))[0]

    def guild_of(self, channel: Channel) -> Guild | None:
        """None for direct messages."""
        return self._by_id.get(channel.id, (None, None))[1]

    def with_guild(self, guild: Guild) -> "World":
        return replace(self, guilds=(*self.guilds, guild))

    def without(self, channel: Channel) -> "World":
        guilds = (
            replace(guild, channels=tuple(one for one in guild.channels if one.id != channel.id))
            for guild in self.guilds
        )
        return replace(self, guilds=tuple(guilds))


def default_world() -> World:
    """One guild with an administrator, a member and a guest, and direct messages with each."""
    guild_id = 1_100_000_000_000_000_001
    admins = Role(guild_id + 1, "Admins", Permission.ADMINISTRATOR)
    regulars = Role(
        guild_id + 2,
        "Members",
        Permission.EMBED_LINKS | Permission.ADD_REACTIONS,
    )
    guild = Guild(
        id=guild_id,
        name="Sandbox",
        roles=(Role(guild_id, "@everyone", EVERYONE), admins, regulars),
        channels=(Channel(guild_id + 20, "general"), Channel(guild_id + 21, "quotes")),
        members=(Member(ADA, (admins.id,)), Member(MAX, (regulars.id,)), Member(GUS)),
    )
    people = (ADA, MAX, GUS)
    direct = tuple(Channel(guild_id + 30 + n, who.name, who) for n, who in enumerate(people))
    return World((guild,), direct)
