"""The page's own little server on this machine: files, what there is to see, and what people do."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final, Self

from aiohttp import WSMsgType, web

from quotebot.core.errors import PersonError
from quotebot.sandbox.clock import SandboxClock
from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.local_server import HOST, LocalServer
from quotebot.sandbox.page.discord_chat import DiscordChat
from quotebot.sandbox.page.guard import Guard, content_policy, new_token
from quotebot.sandbox.page.slack_chat import SlackChat
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack.wire import Payload

Act = Callable[[Payload], Awaitable[Payload]]

_STATIC: Final = Path(__file__).parent / "static"
_TOGETHER: Final = 0.03  # seconds in which changes are told of at once


class Page:
    """Serves the page until closed; `address` is where, with the secret in it."""

    def __init__(
        self, discord: LoopbackDiscord, slack: LoopbackSlack, clock: SandboxClock, port: int = 0
    ) -> None:
        self._server = LocalServer(port)
        self._token = new_token()
        self._guard = Guard(self._token, lambda: self._server.port)
        self._clock = clock
        self._discord = DiscordChat(discord)
        self._slack = SlackChat(slack)
        self._version = 0
        self._changed = asyncio.Event()
        discord.listen(self._on_change)
        slack.listen(self._on_change)

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self._server.port}/{self._token}/"

    async def __aenter__(self) -> Self:
        application = web.Application(middlewares=[self._guard.middleware()])
        application.router.add_routes(self._routes())
        await self._server.start(application)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._server.close()

    def _routes(self) -> list[web.RouteDef]:
        acts: dict[str, Act] = {
            "discord/command": self._discord.command,
            "discord/autocomplete": self._discord.autocomplete,
            "discord/press": self._discord.press,
            "discord/say": self._discord.say,
            "slack/send": self._slack.send,
            "slack/press": self._slack.press,
            "slack/suggest": self._slack.suggest,
            "slack/submit": self._slack.submit,
            "clock/turn": self._turn,
        }
        return [
            web.get("/{token}/", self._index),
            web.get("/{token}/state", self._state),
            web.get("/{token}/changes", self._changes),
            *(web.post(f"/{{token}}/{path}", _doing(act)) for path, act in acts.items()),
            web.get("/{token}/static/{file:.+}", self._file),
        ]

    async def _index(self, _: web.Request) -> web.StreamResponse:
        page = await asyncio.to_thread((_STATIC / "index.html").read_text, "utf-8")
        return web.Response(
            text=page,
            content_type="text/html",
            headers={"Content-Security-Policy": content_policy(page)},
        )

    async def _file(self, request: web.Request) -> web.StreamResponse:
        path = (_STATIC / request.match_info["file"]).resolve()
        if not path.is_relative_to(_STATIC) or not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path)

    async def _state(self, request: web.Request) -> web.StreamResponse:
        person = request.query.get("person", "Ada")
        return web.json_response(
            {
                "clock": {
                    "now": self._clock.now().isoformat(),
                    "ahead": self._clock.ahead.total_seconds(),
                },
                "discord": self._discord.state(person, request.query.get("discord")),
                "slack": self._slack.state(person, request.query.get("slack")),
            }
        )

    async def _changes(self, request: web.Request) -> web.StreamResponse:
        """A WebSocket that says something whenever there may be something new to see."""
        socket = web.WebSocketResponse(heartbeat=20)
        await socket.prepare(request)
        telling = asyncio.create_task(self._tell(socket))
        try:
            async for message in socket:
                if message.type is WSMsgType.ERROR:
                    break
        finally:
            telling.cancel()
        return socket

    async def _tell(self, socket: web.WebSocketResponse) -> None:
        seen = -1
        while True:
            while seen == self._version:
                await self._changed.wait()
            seen = self._version
            await socket.send_str("changed")
            await asyncio.sleep(_TOGETHER)

    async def _turn(self, body: Payload) -> Payload:
        self._clock.turn(float(body["seconds"]))
        return {}

    def _on_change(self, _: object) -> None:
        self._version += 1
        self._changed.set()
        self._changed = asyncio.Event()


def _doing(act: Act) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            return web.json_response(await act(json.loads(await request.text())))
        except PersonError as error:
            return web.json_response({"refused": str(error)})

    return handle
