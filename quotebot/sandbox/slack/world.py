"""The workspace that the loopback Slack plays: its people, its channels and the installed app."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class ChannelKind(StrEnum):
    PUBLIC = "channel"
    PRIVATE = "privategroup"
    DIRECT = "directmessage"


@dataclass(frozen=True, slots=True)
class Member:
    """A person; `name` is the handle, `real_name` what people read."""

    id: str
    name: str
    real_name: str
    is_admin: bool = False
    is_owner: bool = False
    is_guest: bool = False
    time_zone: str = "Europe/Amsterdam"
    time_zone_label: str = "Central European Time"


@dataclass(frozen=True, slots=True)
class Channel:
    """A conversation, and the ids of whoever is in it (the app's bot user among them).

    `restriction` is the error with which Slack keeps apps from posting in it, if any.
    """

    id: str
    name: str
    members: frozenset[str]
    kind: ChannelKind = ChannelKind.PUBLIC
    is_general: bool = False
    is_archived: bool = False
    is_shared: bool = False
    restriction: str | None = None

    @property
    def name_in_payloads(self) -> str:
        """Slack hides the names of conversations that are not public."""
        return self.name if self.kind is ChannelKind.PUBLIC else self.kind.value


@dataclass(frozen=True, slots=True)
class InstalledApp:
    """The app as the workspace knows it."""

    id: str = "A0QUOTEBOT"
    name: str = "quotebot"
    bot_user: str = "U0QUOTEBOT"
    bot: str = "B0QUOTEBOT"
    verification_token: str = "not-a-secret"  # noqa: S105 - deprecated by Slack, still sent


@dataclass(frozen=True, slots=True)
class Enterprise:
    """The organisation that a workspace on Enterprise Grid belongs to."""

    id: str
    name: str


class World:
    """Everything that exists; looked up by id or by the name that people use."""

    def __init__(
        self,
        people: Iterable[Member],
        channels: Iterable[Channel],
        app: InstalledApp,
        *,
        enterprise: Enterprise | None = None,
    ) -> None:
        self.app = app
        self.team = "T0SANDBOX"
        self.domain = "sandbox"
        self.team_name = "Sandbox"
        self.enterprise = enterprise
        self._created = 0
        self._people = {key: member for member in people for key in _names(member)}
        self._channels = {channel.id: channel for channel in channels}
        self._ids = {channel.name: channel.id for channel in self._channels.values()}

    def people(self) -> list[Member]:
        return list(dict.fromkeys(self._people.values()))

    def channels(self) -> list[Channel]:
        return list(self._channels.values())

    def person(self, key: str) -> Member:
        """By id, handle or real name; LookupError when nobody is called that."""
        if key not in self._people:
            raise LookupError(f"nobody in {self.team_name} is called {key!r}")
        return self._people[key]

    def channel(self, key: str) -> Channel:
        """By id, `#name`, or `@handle` for the direct messages with the app; else LookupError."""
        name = key.removeprefix("#")
        channel = self._channels.get(self._ids.get(name, key))
        if channel is None:
            raise LookupError(f"{self.team_name} has no channel {key!r}")
        return channel

    def add(self, channel: Channel) -> Channel:
        """Create a channel, or put it in the place of the one with its id."""
        self._channels[channel.id] = channel
        self._ids[channel.name] = channel.id
        return channel

    def create(
        self,
        name: str,
        *,
        private: bool = False,
        with_app: bool = True,
        people: Iterable[str] | None = None,
    ) -> Channel:
        """A new channel of these people, or of everybody, and of the app."""
        named = self._people.values() if people is None else map(self.person, people)
        members = {member.id for member in named} | ({self.app.bot_user} if with_app else set())
        kind = ChannelKind.PRIVATE if private else ChannelKind.PUBLIC
        self._created += 1
        return self.add(Channel(f"C{self._created:08d}", name, frozenset(members), kind=kind))

    def invite_app(self, key: str) -> None:
        channel = self.channel(key)
        self.add(replace(channel, members=channel.members | {self.app.bot_user}))

    def remove_app(self, key: str) -> None:
        channel = self.channel(key)
        self.add(replace(channel, members=channel.members - {self.app.bot_user}))

    def archive(self, key: str) -> None:
        self.add(replace(self.channel(key), is_archived=True))

    def unarchive(self, key: str) -> None:
        self.add(replace(self.channel(key), is_archived=False))

    def restrict(self, key: str, code: str | None = "restricted_action") -> None:
        """Refuse posts in the channel with this error from now on; None allows them again."""
        self.add(replace(self.channel(key), restriction=code))

    def delete(self, key: str) -> None:
        channel = self.channel(key)
        del self._channels[channel.id], self._ids[channel.name]


def _names(member: Member) -> tuple[str, str, str]:
    return member.id, member.name, member.real_name


def _direct(member: Member, app: InstalledApp) -> Channel:
    members = frozenset({member.id, app.bot_user})
    return Channel(
        member.id.replace("U", "D", 1), f"@{member.name}", members, kind=ChannelKind.DIRECT
    )


def sandbox(*, enterprise: Enterprise | None = None) -> World:
    """The workspace "Sandbox": Ada runs it, Max works there, Gus visits; each in another zone."""
    app = InstalledApp()
    people = (
        Member("U0ADA", "ada", "Ada", is_admin=True),
        Member(
            "U0MAX",
            "max",
            "Max",
            time_zone="America/New_York",
            time_zone_label="Eastern Time (US and Canada)",
        ),
        Member(
            "U0GUS",
            "gus",
            "Gus",
            is_guest=True,
            time_zone="Asia/Kathmandu",
            time_zone_label="Nepal Time",
        ),
    )
    everyone = frozenset({app.bot_user, *(member.id for member in people)})
    public = (
        Channel("C0GENERAL", "general", everyone, is_general=True),
        Channel("C0QUOTES", "quotes", everyone),
    )
    direct = [_direct(member, app) for member in people]
    return World(people, [*public, *direct], app, enterprise=enterprise)
