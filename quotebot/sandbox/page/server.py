"""The page's own little server on this machine: files, what there is to see, and what people do."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final, Self

from aiohttp import web

from quotebot.core.errors import PersonError
from quotebot.sandbox.clock import SandboxClock
from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.local_server import HOST, LocalServer
from quotebot.sandbox.page.changes import Changes
from quotebot.sandbox.page.discord_chat import DiscordChat
from quotebot.sandbox.page.guard import Guard, content_policy, new_token
from quotebot.sandbox.page.library_news import LibraryNews
from quotebot.sandbox.page.slack_chat import SlackChat
from quotebot.sandbox.page.time_travel import TimeTravel, zones
from quotebot.sandbox.page.trouble import Trouble
from quotebot.sandbox.page.wire import WireLog
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack.wire import Payload

Act = Callable[[Payload], Awaitable[Payload]]

PERSON: Final = "Ada"  # an administrator on both
_STATIC: Final = Path(__file__).parent / "static"
_MALFORMED: Final = (KeyError, LookupError, TypeError, ValueError)


class Page:
    """Serves the page until closed; `address` is where, with the secret in it."""

    def __init__(
        self, discord: LoopbackDiscord, slack: LoopbackSlack, clock: SandboxClock, port: int = 0
    ) -> None:
        self._server = LocalServer(port)
        self._token = new_token()
        self._guard = Guard(self._token, lambda: self._server.port)
        self._discord = DiscordChat(discord)
        self._slack = SlackChat(slack)
        self._time = TimeTravel(clock)
        self._trouble = Trouble(discord, slack)
        self._wire = WireLog(clock.now)
        self.library = LibraryNews(clock.now)
        self._changes = Changes(
            lambda: (self._discord.standing(), self._slack.standing(), self.library.state())
        )
        discord.listen(self._wire.note_discord)
        slack.listen(self._wire.note_slack)
        discord.listen(self._changes.note)
        slack.listen(self._changes.note)

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self._server.port}/{self._token}/"

    async def __aenter__(self) -> Self:
        application = web.Application(middlewares=[self._guard.middleware()])
        application.router.add_routes(self._routes())
        await self._server.start(application)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._changes.close()
        await self._server.close()

    def _routes(self) -> list[web.RouteDef]:
        return [
            web.get("/{token}/", self._index),
            web.get("/{token}/state", self._state),
            web.get("/{token}/zones", self._zones),
            web.get("/{token}/changes", self._changes.serve),
            web.get("/{token}/static/{file:.+}", self._file),
            *(web.post(f"/{{token}}/{path}", self._doing(act)) for path, act in self._acts()),
            web.route("*", "/{token}/{rest:.*}", _nothing_here),
            web.route("*", "/{rest:.*}", _nothing_here),
        ]

    def _acts(self) -> list[tuple[str, Act]]:
        return [
            ("discord/command", self._discord.command),
            ("discord/autocomplete", self._discord.autocomplete),
            ("discord/press", self._discord.press),
            ("discord/say", self._discord.say),
            ("slack/send", self._slack.send),
            ("slack/press", self._slack.press),
            ("slack/suggest", self._slack.suggest),
            ("slack/submit", self._slack.submit),
            ("clock/turn", self._time.turn),
            ("clock/set", self._time.set),
            ("clock/jump", self._time.jump),
            ("faults/add", self._trouble.add),
            ("platform/gone", self._trouble.gone),
        ]

    async def _index(self, _: web.Request) -> web.StreamResponse:
        page = (_STATIC / "index.html").read_text("utf-8")
        policy = {"Content-Security-Policy": content_policy(page)}
        return web.Response(text=page, content_type="text/html", headers=policy)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        path = (_STATIC / request.match_info["file"]).resolve()
        if not path.is_relative_to(_STATIC) or not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path)

    async def _state(self, request: web.Request) -> web.StreamResponse:
        """All that there is to see for the `person`, in a channel of `discord` and of `slack`."""
        person = request.query.get("person", PERSON)
        try:
            discord = self._discord.state(person, request.query.get("discord"))
            slack = self._slack.state(person, request.query.get("slack"))
        except LookupError:
            raise web.HTTPNotFound(text=f"There is nobody called {person}.\n") from None
        return web.json_response(
            {
                "clock": self._time.state(),
                "discord": discord,
                "slack": slack,
                "wire": self._wire.entries(),
                "faults": self._trouble.waiting(),
                "library": self.library.state(),
            }
        )

    async def _zones(self, _: web.Request) -> web.StreamResponse:
        return web.json_response(zones())

    def _doing(self, act: Act) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """What came of an act as JSON; {"refused": …} is what the person is told instead."""

        async def handle(request: web.Request) -> web.StreamResponse:
            try:
                told = await act(json.loads(await request.text()))
            except PersonError as error:
                told = {"refused": str(error)}
            except _MALFORMED as error:
                raise web.HTTPBadRequest(text=f"{type(error).__name__}: {error}\n") from error
            self._changes.note()
            return web.json_response(told)

        return handle


async def _nothing_here(_: web.Request) -> web.StreamResponse:
    raise web.HTTPNotFound(text="There is nothing here.\n")
