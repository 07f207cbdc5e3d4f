"""The loopback Discord: starts and stops the server, and is the handle for tests and people."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

from aiohttp import web

from quotebot.sandbox.discord.administering import Administration
from quotebot.sandbox.discord.answers import Answer, NotOffered, Suggestion
from quotebot.sandbox.discord.application_routes import ApplicationRoutes
from quotebot.sandbox.discord.channel_routes import ChannelRoutes
from quotebot.sandbox.discord.clock import Clock, TurnableClock
from quotebot.sandbox.discord.component_rules import ComponentType
from quotebot.sandbox.discord.credentials import token_for
from quotebot.sandbox.discord.faults import Fault
from quotebot.sandbox.discord.gateway import Gateway
from quotebot.sandbox.discord.gateway_sessions import CloseCode, Opcode
from quotebot.sandbox.discord.guild_routes import GuildRoutes
from quotebot.sandbox.discord.interaction_routes import InteractionRoutes
from quotebot.sandbox.discord.interactions import FIRST_ANSWER_SECONDS
from quotebot.sandbox.discord.message_book import Message
from quotebot.sandbox.discord.message_writer import MessageWriter
from quotebot.sandbox.discord.people import People
from quotebot.sandbox.discord.recording import Dispatched, RecordedRequest
from quotebot.sandbox.discord.refusals import Json
from quotebot.sandbox.discord.rest import PREFIX, RestApi
from quotebot.sandbox.discord.state import State
from quotebot.sandbox.discord.webhook_routes import WebhookRoutes
from quotebot.sandbox.discord.world import (
    MAX,
    Application,
    Channel,
    Guild,
    Person,
    World,
    default_world,
)
from quotebot.sandbox.local_server import HOST, LocalServer

GATEWAY_PATH = "/gateway/"
DISCORDS_HEARTBEAT_SECONDS = 41.25
DEFAULT_APPLICATION_ID = 1_100_000_000_000_000_099


class LoopbackDiscord:
    """A Discord on 127.0.0.1, for one bot. Use it as an async context manager, or start and close.

    `approved_intents` are the privileged intents that the bot may ask for (none by default).
    """

    def __init__(
        self,
        *,
        token: str | None = None,
        application_id: int = DEFAULT_APPLICATION_ID,
        world: World | None = None,
        clock: Clock | None = None,
        heartbeat_interval: float = DISCORDS_HEARTBEAT_SECONDS,
        approved_intents: int = 0,
        port: int = 0,
    ) -> None:
        clock = clock or Clock()
        self._turnable = TurnableClock(clock)
        self.token = token or token_for(application_id)
        application = Application(application_id, "Quotebot", self.token)
        self._state = State(
            application,
            world or default_world(),
            self._turnable.clock,
            approved_intents=approved_intents,
        )
        self._gateway = Gateway(self._state, clock, heartbeat_interval=heartbeat_interval)
        self._people = People(self._state, self._gateway)
        self.administration = Administration(self._state, self._gateway)
        self._writer = writer = MessageWriter(self._state)
        self.session_starts = self._state.session_starts
        account = ApplicationRoutes(self._state, lambda: self.gateway_url)
        self._rest = RestApi(
            [
                *account.routes(),
                *InteractionRoutes(self._state, writer).routes(),
                *WebhookRoutes(self._state, writer).routes(),
                *ChannelRoutes(self._state, writer).routes(),
                *GuildRoutes(self._state).routes(),
            ],
            self._state.token_is_good,
            self._state.clock,
        )
        self.faults = self._rest.faults
        self.server = LocalServer(port)

    async def start(self) -> None:
        application = web.Application()
        application.router.add_get(GATEWAY_PATH, self._gateway.accept)
        self._rest.mount(application)
        await self.server.start(application)
        self._gateway.url = self.gateway_url

    async def close(self) -> None:
        self._rest.release()
        await self.server.stop_listening()  # who comes back at once must find nobody
        await self._gateway.close_all(1001)
        await self.server.close()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    # Where it is, and what happened

    @property
    def api_url(self) -> str:
        return f"http://{HOST}:{self.server.port}{PREFIX}"

    @property
    def gateway_url(self) -> str:
        return f"ws://{HOST}:{self.server.port}{GATEWAY_PATH}"

    @property
    def world(self) -> World:
        return self._state.world

    @property
    def requests(self) -> tuple[RecordedRequest, ...]:
        """What the bot sent, oldest first."""
        return self._rest.recorder.requests

    def listen(self, tell: Callable[[RecordedRequest | Dispatched], None]) -> None:
        """From now on tell of each request that was answered or spoiled, and each interaction."""
        self._rest.recorder.listen(tell)
        self._gateway.listen(tell)

    @property
    def limited(self) -> int:
        """How many requests it has refused for their number: 429s, without those of faults."""
        return self._rest.limits.limited

    @property
    def commands(self) -> tuple[Json, ...]:
        """The commands that are registered for all, as Discord echoes them."""
        return tuple(self._state.commands)

    @property
    def identified(self) -> tuple[Json, ...]:
        """The intents and the shard of each session that was started, oldest first."""
        return tuple(self._gateway.identified)

    def person(self, name: str) -> Person:
        return next(one for one in self.world.people() if one.name == name)

    def channel(self, name: str) -> Channel:
        """A channel of a guild; see `direct_messages` for the others."""
        return next(
            one for guild in self.world.guilds for one in guild.channels if one.name == name
        )

    def direct_messages(self, person: Person) -> Channel:
        return next(one for one in self.world.direct_messages if one.recipient == person)

    def messages(self, channel: Channel, seen_by: Person | None = None) -> tuple[Message, ...]:
        """Copies, oldest first; only what one person sees, if one is named."""
        everything = self._state.messages.in_channel(channel)
        return tuple(one for one in everything if seen_by is None or one.visible_to(seen_by))

    # What people do

    async def connected(self) -> None:
        """Wait until the bot's session is READY (or RESUMED)."""
        await self._gateway.connected()

    @property
    def is_connected(self) -> bool:
        return self._gateway.is_connected

    async def disconnected(self) -> None:
        """Wait until the bot has no connection to the gateway, for whatever reason."""
        await self._gateway.disconnected()

    async def command(
        self,
        name: str,
        options: Mapping[str, Any] | None = None,
        *,
        person: Person = MAX,
        channel: Channel | None = None,
        within: float = FIRST_ANSWER_SECONDS,
    ) -> Answer:
        """Use a command, or a subcommand: "quotes topics". Returns at its first answer.

        Raises NotOffered if Discord's client would not let the person send it, and DidNotRespond.
        """
        spot = self._people.spot(person, channel or self._first_channel())
        return await self._people.use_command(spot, name, options or {}, within)

    async def autocomplete(
        self,
        name: str,
        options: Mapping[str, Any],
        *,
        focused: str,
        person: Person = MAX,
        channel: Channel | None = None,
        within: float = FIRST_ANSWER_SECONDS,
    ) -> tuple[Suggestion, ...]:
        """What is suggested while the person is typing in `focused`. Raises as `command` does."""
        spot = self._people.spot(person, channel or self._first_channel())
        return await self._people.complete(spot, name, options, focused, within)

    async def press(
        self,
        message: Message,
        custom_id: str,
        *,
        person: Person = MAX,
        values: Sequence[str] = (),
        force: bool = False,
        within: float = FIRST_ANSWER_SECONDS,
    ) -> Answer:
        """Press a button, or choose `values` in a select.

        Raises NotOffered if the person sees no such component or it is disabled; `force` sends
        whatever id was given as a button's, as a forged client would. Raises DidNotRespond.
        """
        standing = self._state.messages.find(message.id) or message
        component = standing.component(custom_id)
        if force:
            component = {"type": ComponentType.BUTTON.value, "id": 1, "custom_id": custom_id}
        elif component is None or not standing.visible_to(person):
            raise NotOffered(f"{person.name} sees no {custom_id!r} to press")
        elif component.get("disabled"):
            raise NotOffered(f"{custom_id!r} is disabled")
        spot = self._people.spot(person, message.channel)
        return await self._people.use_component(spot, standing, component, values, within)

    def say(self, channel: Channel, content: str, *, person: Person = MAX) -> Message:
        """Write a message, of which the bot learns only if it looks."""
        return self._writer.say(channel, person, content)

    def delete(self, message: Message) -> None:
        """As its author or a moderator does."""
        self._state.messages.delete(message.id)

    async def changed(self, answer: Answer, within: float = 10.0) -> Answer:
        """Wait for what comes after `answer`: an edit, a follow-up or a deletion.

        Raises TimeoutError.
        """
        return await self._people.next_change(answer, within)

    def _first_channel(self) -> Channel:
        return self.world.guilds[0].channels[0]

    # What goes wrong

    def fail_next(self, route: str, fault: Fault, *, times: int = 1) -> None:
        """Let the next requests to `route` meet a fault.

        `route` is a method and a path as Discord's OpenAPI document writes it, for instance
        "POST /channels/{channel_id}/messages". Raises ValueError if there is no such route.
        """
        if route not in self._rest.route_names:
            known = "\n".join(sorted(self._rest.route_names))
            raise ValueError(f"no route {route!r}; there are:\n{known}")
        self.faults.add(route, fault, times)

    async def disconnect(self, code: int = CloseCode.UNKNOWN_ERROR) -> None:
        """Close the gateway's connections with a close code."""
        await self._gateway.close_all(code)

    def abort(self) -> None:
        """Cut the gateway's connections without a close frame."""
        self._gateway.abort_all()

    async def reconnect(self) -> None:
        """Ask the bot to reconnect and resume (op 7)."""
        await self._gateway.send_to_all(Opcode.RECONNECT, None)

    async def invalidate(self, *, resumable: bool) -> None:
        """Tell the bot that its session is invalid (op 9)."""
        if not resumable:
            self._gateway.forget_sessions()
        await self._gateway.send_to_all(Opcode.INVALID_SESSION, resumable)

    async def revoke_token(self) -> None:
        """From now on the token is refused: 401 over REST, close code 4004 on the gateway."""
        self._state.revoke_token()
        self._gateway.forget_sessions()
        await self._gateway.close_all(CloseCode.AUTHENTICATION_FAILED)

    async def remove_bot_from(self, guild: Guild) -> None:
        """As if an administrator had kicked the bot."""
        await self.administration.remove_from(guild)

    def turn_clock(self, seconds: float) -> None:
        """Let so much time have passed: for nonces, tokens, rate limits and new messages."""
        self._turnable.turn(seconds)
