"""What people did that the app may answer: each with a response_url and a trigger of its own."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from quotebot.sandbox.slack.history import Message
from quotebot.sandbox.slack.wire import Payload, Refused
from quotebot.sandbox.slack.world import Channel, Member

TRIGGER_LIFETIME = 3.0  # seconds, documented
RESPONSE_URL_LIFETIME = 30 * 60.0  # seconds, documented
RESPONSE_URL_USES = 5  # documented
KEPT = 10_000  # interactions; the oldest are forgotten, so that a sandbox can run for days


@dataclass(slots=True, eq=False)
class Interaction:
    """One command, press or submission, and everything that came of it."""

    person: Member
    channel: Channel
    secret: str
    began: float
    original: Message | None = None
    uses: int = 0
    trigger_exchanged: bool = False
    shown: list[Message] = field(default_factory=list)
    deleted: list[Message] = field(default_factory=list)
    views: list[Payload] = field(default_factory=list)
    answered: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def trigger_id(self) -> str:
        return f"trigger.{self.secret}"

    def show_view(self, view: Payload) -> None:
        """Put a modal in front of the person."""
        self.views.append(view)
        self.answered.set()


class Interactions:
    """Hands out response_urls and triggers, and enforces how long and how often each works."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._by_secret: dict[str, Interaction] = {}

    def begin(
        self, person: Member, channel: Channel, original: Message | None = None
    ) -> Interaction:
        secret = secrets.token_hex(12)
        interaction = Interaction(person, channel, secret, self._clock(), original)
        self._by_secret[secret] = interaction
        if len(self._by_secret) > KEPT:
            del self._by_secret[next(iter(self._by_secret))]
        return interaction

    def use_response_url(self, secret: str) -> Interaction:
        """The interaction behind a response_url that may still be used; else Refused."""
        interaction = self._by_secret.get(secret)
        if interaction is None:
            raise Refused("no_service")
        if self._clock() - interaction.began > RESPONSE_URL_LIFETIME:
            raise Refused("expired_url")
        if interaction.uses >= RESPONSE_URL_USES:
            raise Refused("used_url")
        return interaction

    def exchange_trigger(self, trigger_id: str) -> Interaction:
        """The interaction of a trigger that is fresh and unused; used up by this. Else Refused."""
        interaction = self._by_secret.get(trigger_id.removeprefix("trigger."))
        if interaction is None or interaction.trigger_id != trigger_id:
            raise Refused("invalid_trigger_id")
        if self._clock() - interaction.began > TRIGGER_LIFETIME:
            raise Refused("expired_trigger_id")
        if interaction.trigger_exchanged:
            raise Refused("exchanged_trigger_id")
        interaction.trigger_exchanged = True
        return interaction
