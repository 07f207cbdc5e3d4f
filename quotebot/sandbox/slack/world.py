"""The workspace that the loopback Slack plays: its people, its channels and the installed app."""

from dataclasses import dataclass
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
    is_guest: bool = False
    time_zone: str = "Europe/Amsterdam"


@dataclass(frozen=True, slots=True)
class Channel:
    """A conversation, and the ids of whoever is in it (the app's bot user among them)."""

    id: str
    name: str
    members: frozenset[str]
    kind: ChannelKind = ChannelKind.PUBLIC

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


@dataclass(frozen=True, slots=True)
class World:
    """Everything that exists; looked up by id or by the name that people use."""

    people: tuple[Member, ...]
    channels: tuple[Channel, ...]
    app: InstalledApp
    team: str = "T0SANDBOX"
    domain: str = "sandbox"
    team_name: str = "Sandbox"
    enterprise: Enterprise | None = None

    def person(self, key: str) -> Member:
        """By id, handle or real name; LookupError when nobody is called that."""
        for member in self.people:
            if key in {member.id, member.name, member.real_name}:
                return member
        raise LookupError(f"nobody in {self.team_name} is called {key!r}")

    def channel(self, key: str) -> Channel:
        """By id, `#name`, or `@handle` for the direct messages with the app; else LookupError."""
        for channel in self.channels:
            if key == channel.id or key.removeprefix("#") == channel.name:
                return channel
        raise LookupError(f"{self.team_name} has no channel {key!r}")


def _direct(member: Member, app: InstalledApp) -> Channel:
    members = frozenset({member.id, app.bot_user})
    return Channel(
        member.id.replace("U", "D", 1), f"@{member.name}", members, kind=ChannelKind.DIRECT
    )


def sandbox() -> World:
    """The workspace "Sandbox": Ada runs it, Max works there, Gus visits."""
    app = InstalledApp()
    people = (
        Member("U0ADA", "ada", "Ada", is_admin=True),
        Member("U0MAX", "max", "Max", time_zone="America/New_York"),
        Member("U0GUS", "gus", "Gus", is_guest=True),
    )
    everyone = frozenset({app.bot_user, *(member.id for member in people)})
    public = (Channel("C0GENERAL", "general", everyone), Channel("C0QUOTES", "quotes", everyone))
    return World(people, (*public, *(_direct(member, app) for member in people)), app)
