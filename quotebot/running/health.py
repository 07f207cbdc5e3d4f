"""How a running bot is: alive if its event loop answers at all, ready if it is connected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from quotebot.running.asking import another_version, ask


class Linked(Protocol):
    """What has a connection that may be down."""

    name: str

    @property
    def connected(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Health:
    """`platforms` are those that the bot is to answer on, and whether it is connected to each."""

    platforms: Mapping[str, bool]

    @property
    def ready(self) -> bool:
        """Whether all are connected; a bot that only posts daily quotes needs none."""
        return all(self.platforms.values())

    @property
    def missing(self) -> list[str]:
        return [name for name, connected in self.platforms.items() if not connected]


def health_of(connections: Sequence[Linked]) -> Health:
    return Health({one.name: one.connected for one in connections})


async def ask_for_health(path: Path, within: float) -> Health:
    """How the bot is that listens at the path.

    Raises SettingsError when none listens there, or its event loop does not turn for so many
    seconds.
    """
    match await ask(path, "health", within):
        case {"platforms": dict(platforms)}:
            return Health({str(name): connected is True for name, connected in platforms.items()})
        case _:
            raise another_version(path)
