"""A Slack on this machine: the real client libraries connect to it as they do to the real one."""

import time
from collections.abc import Callable, Collection, Mapping
from typing import Literal, Self

from aiohttp import web

from quotebot.sandbox.local_server import HOST, LocalServer
from quotebot.sandbox.slack.answers import Answer
from quotebot.sandbox.slack.channels import Channels
from quotebot.sandbox.slack.conversations import Conversations
from quotebot.sandbox.slack.conversing import Conversing
from quotebot.sandbox.slack.credentials import Credentials, TokenKind
from quotebot.sandbox.slack.exchanges import Exchanges
from quotebot.sandbox.slack.faults import Fault, Faults
from quotebot.sandbox.slack.forms import Entry
from quotebot.sandbox.slack.history import History, Message
from quotebot.sandbox.slack.interactions import Interactions
from quotebot.sandbox.slack.limits import Limiter, RateLimits
from quotebot.sandbox.slack.methods import Methods
from quotebot.sandbox.slack.modals import Modals
from quotebot.sandbox.slack.posting import Posting
from quotebot.sandbox.slack.recording import Recorded, RecordedT, Request, Wire
from quotebot.sandbox.slack.response_urls import ResponseUrls
from quotebot.sandbox.slack.socket_mode import SocketMode
from quotebot.sandbox.slack.views import Views
from quotebot.sandbox.slack.web_api import WebApi
from quotebot.sandbox.slack.wire import Payload
from quotebot.sandbox.slack.world import World, sandbox

DisconnectReason = Literal["warning", "refresh_requested", "link_disabled"]


class LoopbackSlack:
    """Web API, Socket Mode and response_urls on 127.0.0.1, with the documented limits.

    Make it inside a running event loop. `clock` is monotonic seconds; `patience` is how long an
    acknowledgement may take before people see an error: three seconds, as documented. While the
    app runs, what there is (`world`), what the app may do (`credentials`) and how often (`limiter`)
    can be changed, and its `manifest` can be given, where people are to see what it declares.
    """

    def __init__(
        self,
        *,
        bot_token: str,
        app_token: str,
        scopes: Collection[str] = ("commands",),
        world: World | None = None,
        limits: RateLimits | None = None,
        patience: float = 3.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.world = world or sandbox()
        self.manifest: Payload = {}
        self._wire = Wire()
        self.credentials = Credentials(bot_token=bot_token, app_token=app_token, scopes=scopes)
        self.limiter = Limiter(limits or RateLimits(), clock)
        self.faults = Faults()
        self._history = History()
        self._exchanges = Exchanges(faults=self.faults, record=self._wire.record, clock=clock)
        self._interactions = Interactions(clock)
        self._views = Views(self.world)
        epoch = time.time() - clock()
        posting = Posting(self._history, self.limiter, lambda: epoch + clock())
        self._posting = posting
        self._socket_mode = SocketMode(
            app_id=self.world.app.id, patience=patience, record=self._wire.record, clock=clock
        )
        self.server = LocalServer()
        self._conversing = Conversing(
            world=self.world,
            credentials=self.credentials,
            interactions=self._interactions,
            posting=posting,
            socket_mode=self._socket_mode,
            clock=clock,
            base_url=lambda: self.url,
        )
        self._modals = Modals(
            world=self.world,
            interactions=self._interactions,
            views=self._views,
            socket_mode=self._socket_mode,
        )

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def start(self, port: int = 0) -> None:
        """Listen; the kernel picks a free port for 0."""
        self.server.port = port
        await self.server.start(self._application())

    async def close(self) -> None:
        """Close every connection and stop listening."""
        self._exchanges.close()
        await self.server.stop_listening()  # who comes back at once must find nobody
        await self._socket_mode.close()
        await self.server.close()

    def _application(self) -> web.Application:
        channels = Channels(self.world, self.credentials)
        methods = Methods(
            world=self.world,
            posting=self._posting,
            interactions=self._interactions,
            channels=channels,
            conversations=Conversations(
                world=self.world, channels=channels, history=self._history, limiter=self.limiter
            ),
            views=self._views,
            link=lambda: (
                f"ws://{HOST}:{self.server.port}/link/?ticket={self._socket_mode.ticket()}"
            ),
        )
        web_api = WebApi(
            exchanges=self._exchanges, credentials=self.credentials, methods=methods.table()
        )
        response_urls = ResponseUrls(
            exchanges=self._exchanges, interactions=self._interactions, posting=self._posting
        )
        application = web.Application()
        application.router.add_route("*", "/api/{method}", web_api.handle)
        application.router.add_get("/link/", self._socket_mode.handle)
        application.router.add_post("/{kind:commands|actions}/{secret}", response_urls.handle)
        return application

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end."""
        return f"http://{HOST}:{self.server.port}"

    @property
    def api_url(self) -> str:
        """What takes the place of https://slack.com/api/."""
        return f"{self.url}/api/"

    def recorded(self, kind: type[RecordedT]) -> tuple[RecordedT, ...]:
        """What went over the wire of one kind (Envelope, Acknowledgement, ...), oldest first."""
        return self._wire.of(kind)

    async def has_recorded(self, kind: type[Recorded], count: int = 1) -> None:
        """Wait until so many of a kind went over the wire."""
        await self._wire.holds(kind, count)

    def listen(self, tell: Callable[[Recorded], None]) -> None:
        """From now on tell of each entry of the wire as it is made."""
        self._wire.listen(tell)

    @property
    def wire(self) -> tuple[Recorded, ...]:
        """The last ten thousand things that went over the wire either way, oldest first."""
        return self._wire.everything()

    @property
    def requests(self) -> tuple[Request, ...]:
        """The Web API calls and the posts to response_urls, oldest first."""
        return self.recorded(Request)

    def messages(self, channel: str, person: str | None = None) -> tuple[Message, ...]:
        """A channel as one person sees it, oldest first; with everybody's ephemeral for None."""
        viewer = None if person is None else self.world.person(person).id
        return self._history.seen_by(self.world.channel(channel).id, viewer)

    @property
    def connections(self) -> int:
        """How many Socket Mode connections can take an envelope now."""
        return self._socket_mode.connections

    async def connected(self, count: int = 1) -> None:
        """Wait until the app has so many connections."""
        await self._socket_mode.connected(count)

    async def disconnected(self) -> None:
        """Wait until the app has no connection left."""
        await self._socket_mode.disconnected()

    async def command(
        self,
        command: str,
        text: str = "",
        *,
        person: str = "Max",
        channel: str = "#general",
        timeout: float = 3,  # noqa: ASYNC109 - how long a person is ready to wait
    ) -> Answer:
        """Type a slash command; `timeout` seconds to answer after the acknowledgement."""
        return await self._conversing.command(
            command,
            text,
            person=self.world.person(person),
            channel=self.world.channel(channel),
            patience=timeout,
        )

    async def press(
        self,
        message: Message,
        action_id: str,
        *,
        person: str | None = None,
        value: str | None = None,
        timeout: float = 3,  # noqa: ASYNC109 - how long a person is ready to wait
    ) -> Answer:
        """Press a button; by default the one person who sees the message does, or Max.

        An action_id that the message does not have is forged, with `value`.
        """
        presser = self.world.person(person or message.visible_to or "Max")
        if message.visible_to not in {None, presser.id}:
            raise LookupError(f"{presser.real_name} cannot see that message")
        element = message.element(action_id) or {"type": "button", "action_id": action_id}
        action: Payload = {**element, "action_ts": message.ts}
        if value is not None:
            action["value"] = value
        return await self._conversing.press(message, action, person=presser, patience=timeout)

    async def submit(
        self,
        view: Payload,
        entries: Mapping[str, Entry],
        *,
        person: str = "Max",
        channel: str = "#general",
    ) -> Answer:
        """Fill in a modal that was opened, input by input (block_id), and send it.

        An input that is not named stays as it opened. Raises LookupError for an entry that nobody
        could make, as of an option that was not offered.
        """
        who, where = self.world.person(person), self.world.channel(channel)
        return await self._modals.submit(view, entries, person=who, channel=where)

    async def suggest(
        self,
        view: Payload,
        action_id: str,
        typed: str,
        *,
        person: str = "Max",
        channel: str = "#general",
    ) -> Answer:
        """Type into an external select of a modal; what it then offers can be submitted."""
        who, where = self.world.person(person), self.world.channel(channel)
        return await self._modals.suggest(view, action_id, typed, person=who, channel=where)

    def say(
        self, text: str, *, person: str = "Max", channel: str = "#general", blocks: object = None
    ) -> Message:
        """Let a person write in a channel; the app is told nothing."""
        payload = {"text": text, **({"blocks": blocks} if blocks else {})}
        return self._posting.say(self.world.channel(channel), self.world.person(person), payload)

    async def mention(
        self,
        text: str,
        *,
        person: str = "Max",
        channel: str = "#general",
        thread: str | None = None,
        timeout: float = 3,  # noqa: ASYNC109 - how long a person is ready to wait
    ) -> Answer:
        """Name the app in a message, in the channel or in the thread under the message `thread`."""
        who, where = self.world.person(person), self.world.channel(channel)
        return await self._conversing.mention(text, who, where, thread=thread, patience=timeout)

    async def event(self, event: Payload) -> Answer:
        """Let something happen that the app subscribed to: the inner event, with its type."""
        return await self._conversing.event(event)

    async def disconnect(self, reason: DisconnectReason = "refresh_requested") -> None:
        """Tell every Socket Mode connection to go and come back."""
        await self._socket_mode.disconnect(reason)

    def drop_connections(self) -> None:
        """Reset every Socket Mode connection with no goodbye."""
        self._socket_mode.drop()

    def fail_next(self, method: str, fault: Fault, *, times: int = 1) -> None:
        """Spoil the next calls of a Web API method, or of "response_url"."""
        self.faults.add(method, fault, times)

    async def revoke_token(self, kind: TokenKind) -> None:
        """Refuse a token from now on; without the app token its connections end as well."""
        self.credentials.revoke(kind)
        if kind == "app":
            await self._socket_mode.disconnect("link_disabled")

    async def uninstall(self) -> Answer:
        """Remove the app from the workspace, and tell it so."""
        self.credentials.uninstall()
        return await self.event({"type": "app_uninstalled"})
