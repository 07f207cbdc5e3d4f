"""From an HTTP request to a route and back: token, JSON, faults, recording."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, assert_never

from aiohttp import web

from quotebot.sandbox.discord import refusals
from quotebot.sandbox.discord.clock import Clock
from quotebot.sandbox.discord.faults import (
    Banned,
    Fault,
    Faults,
    Hang,
    RateLimit,
    Reset,
    ServerError,
    Torn,
)
from quotebot.sandbox.discord.rate_limits import Headers, Limited, RateLimits, limited
from quotebot.sandbox.discord.recording import RecordedRequest, Recorder
from quotebot.sandbox.discord.refusals import Refused

PREFIX = "/api/v10"
# Exactly so: clients compare the header as a whole.
JSON_HEADERS = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Call:
    """A request as a route sees it."""

    parameters: Mapping[str, str]
    query: Mapping[str, str]
    body: Any


@dataclass(frozen=True, slots=True)
class _Incoming:
    """`body` is the decoded JSON, or the text as it came if it is none."""

    request: web.Request
    body: Any
    is_json: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """`body` None means an empty answer."""

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Route:
    """`path` is written as in Discord's OpenAPI document."""

    method: str
    path: str
    answer: Callable[[Call], Reply]
    needs_bot_token: bool = True

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


class RestApi:
    """Serves the routes. A fault strikes before its route, and counts towards no rate limit."""

    def __init__(
        self, routes: Iterable[Route], token_is_good: Callable[[str], bool], clock: Clock
    ) -> None:
        self._routes = {route.name: route for route in routes}
        self._token_is_good = token_is_good
        self._clock = clock
        self._closing = asyncio.Event()
        self.limits = RateLimits(clock)
        self.recorder = Recorder()
        self.faults = Faults()

    @property
    def route_names(self) -> frozenset[str]:
        return frozenset(self._routes)

    def mount(self, application: web.Application) -> None:
        for route in self._routes.values():
            application.router.add_route(route.method, PREFIX + route.path, self._serving(route))
        application.router.add_route("*", "/{anything:.*}", self._serving(None))

    def release(self) -> None:
        """Let go of requests left hanging, so that the server can close."""
        self._closing.set()

    def _serving(
        self, route: Route | None
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def serve(request: web.Request) -> web.StreamResponse:
            return await self._serve(request, route)

        return serve

    async def _serve(self, request: web.Request, route: Route | None) -> web.StreamResponse:
        began = self._clock.monotonic()
        incoming = _decoded(request, await request.read())
        fault = self.faults.take(route.name) if route else None
        reply = self._meet(fault, route, incoming)
        self.recorder.record(
            RecordedRequest(
                method=request.method,
                path=request.rel_url.path.removeprefix(PREFIX),
                route=route.name if route else None,
                body=incoming.body,
                status=reply.status if reply else None,
                answer=reply.body if reply else None,
                at=began,
                seconds=self._clock.monotonic() - began,
            )
        )
        if isinstance(fault, Hang):
            await self._closing.wait()
        if reply is None:
            _cut(request)
            return web.Response()
        if isinstance(fault, Torn):
            return await _torn(request, _response(reply))
        return _response(reply)

    def _meet(self, fault: Fault | None, route: Route | None, incoming: _Incoming) -> Reply | None:
        """The answer, or None if the client is never to get one."""
        match fault:
            case None | Torn():
                return self._answer(route, incoming)
            case RateLimit(retry_after, scope):
                return _too_many(limited(retry_after, scope))
            case Banned(retry_after):
                return Reply(429, headers={"Retry-After": str(retry_after)})
            case ServerError(status, applied):
                if applied:
                    self._answer(route, incoming)
                return Reply(status, {"message": f"{status}: Internal Server Error", "code": 0})
            case Reset(applied) | Hang(applied):
                if applied:
                    self._answer(route, incoming)
                return None
            case _:
                assert_never(fault)

    def _answer(self, route: Route | None, incoming: _Incoming) -> Reply:
        request = incoming.request
        try:
            if route is None:
                raise refusals.not_found()
            if not route.needs_bot_token:
                return self._routed(route, incoming, {})
            self._authorize(request)
        except Refused as refused:
            return Reply(refused.status, refused.body)
        admitted = self.limits.admit(route.name, request.match_info)
        if isinstance(admitted, Limited):
            return _too_many(admitted)
        return self._routed(route, incoming, admitted)

    def _routed(self, route: Route, incoming: _Incoming, headers: Headers) -> Reply:
        request = incoming.request
        try:
            if not incoming.is_json:
                raise refusals.invalid_json()
            reply = route.answer(Call(request.match_info, request.query, incoming.body))
        except Refused as refused:
            reply = Reply(refused.status, refused.body)
        return replace(reply, headers={**reply.headers, **headers})

    def _authorize(self, request: web.Request) -> None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bot" or not self._token_is_good(token):
            raise refusals.unauthorized()


def _decoded(request: web.Request, raw: bytes) -> _Incoming:
    try:
        return _Incoming(request, json.loads(raw) if raw else None, is_json=True)
    except ValueError:
        return _Incoming(request, raw.decode(errors="replace"), is_json=False)


def _too_many(limit: Limited) -> Reply:
    return Reply(429, limit.body, limit.headers)


def _response(reply: Reply) -> web.Response:
    if reply.body is None:
        return web.Response(status=reply.status, headers=reply.headers)
    text = json.dumps(reply.body).encode()
    return web.Response(status=reply.status, body=text, headers={**reply.headers, **JSON_HEADERS})


def _cut(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()


async def _torn(request: web.Request, whole: web.Response) -> web.StreamResponse:
    """Half of the answer, and then the end of the connection."""
    body = bytes(whole.body) if isinstance(whole.body, bytes) else b""
    half = web.StreamResponse(status=whole.status, headers=whole.headers)
    half.content_length = len(body)
    await half.prepare(request)
    await half.write(body[: len(body) // 2])
    _cut(request)
    return half
