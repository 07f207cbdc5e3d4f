"""One HTTP request at a time: read it, answer it or spoil it as asked, and record it."""

import asyncio
import json
import socket
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, assert_never

from aiohttp import web

from quotebot.sandbox.slack.faults import (
    CutShort,
    Fault,
    Faults,
    Hang,
    HtmlPage,
    RateLimited,
    Refusal,
    Reset,
    ServerError,
    is_applied,
)
from quotebot.sandbox.slack.recording import Recorded, Request
from quotebot.sandbox.slack.wire import Payload, Refused


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back: a JSON object, or the text of an HTML page.

    `message` is the `ts` of the message that was made or changed, if any.
    """

    body: Payload | str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    message: str | None = None


Outcome = Reply | Reset | CutShort | Hang
Handler = Callable[[Payload], Reply]
"""Does what a request asks for, or raises Refused."""


def refused_with_200(refused: Refused) -> Reply:
    """How the Web API refuses."""
    return Reply(refused.answer())


class Exchanges:
    """Answers requests of both kinds, Web API calls and posts to response_urls."""

    def __init__(
        self, *, faults: Faults, record: Callable[[Recorded], None], clock: Callable[[], float]
    ) -> None:
        self._faults = faults
        self._record = record
        self._clock = clock
        self._closing = asyncio.Event()

    def close(self) -> None:
        """Let go of every request that hangs."""
        self._closing.set()

    async def answer(
        self,
        request: web.Request,
        method: str,
        handler: Handler,
        refuse: Callable[[Refused], Reply] = refused_with_200,
    ) -> web.StreamResponse:
        """Record the request under the method's name, and answer what the handler says."""
        began = self._clock()
        body: Payload = {}
        try:
            body = await arguments(request)
            outcome = self._outcome(method, handler, body)
        except Refused as refused:
            outcome = refuse(refused)
        reply = outcome if isinstance(outcome, Reply) else None
        self._record(
            Request(
                method=method,
                path=request.path,
                body=body,
                status=reply.status if reply else None,
                answer=reply.body if reply else None,
                at=began,
                seconds=self._clock() - began,
                peer=_peer(request),
                message=reply.message if reply else None,
            )
        )
        return await self._send(outcome, request)

    def _outcome(self, method: str, handler: Handler, body: Payload) -> Outcome:
        fault = self._faults.take(method)
        if fault is None:
            return handler(body)
        if is_applied(fault):
            handler(body)
        return _spoiled(fault)

    async def _send(self, outcome: Outcome, request: web.Request) -> web.StreamResponse:
        match outcome:
            case Reply(body=str() as page):
                return web.Response(text=page, status=outcome.status, content_type="text/html")
            case Reply():
                return web.json_response(
                    outcome.body, status=outcome.status, headers=outcome.headers
                )
            case Reset():
                reset(request.transport)
                return web.Response()
            case CutShort():
                return await _half_an_answer(request)
            case Hang():
                await self._closing.wait()
                return web.Response(status=503)
            case _:
                assert_never(outcome)


async def _half_an_answer(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    response.content_length = 100
    await response.prepare(request)
    await response.write(b'{"ok": tr')
    reset(request.transport)
    return response


def _spoiled(fault: Fault) -> Outcome:
    match fault:
        case RateLimited(retry_after):
            headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
            return Reply({"ok": False, "error": "ratelimited"}, 429, headers)
        case ServerError(status=status):
            return Reply({"ok": False, "error": "internal_error"}, status)
        case HtmlPage(status=status):
            return Reply("<html><body><h1>Bad Gateway</h1></body></html>", status)
        case Refusal(code):
            return Reply({"ok": False, "error": code})
        case Reset() | CutShort() | Hang():
            return fault
        case _:
            assert_never(fault)


async def arguments(request: web.Request) -> Payload:
    """What was sent, from the query, a form or a JSON object; Refused when it cannot be read."""
    sent: Payload = dict(request.query)
    if request.content_type == "application/json":
        return sent | _json_object(await request.text())
    form = await request.post()
    return sent | {key: _decoded(key, value) for key, value in form.items()}


def _json_object(text: str) -> Payload:
    try:
        body = json.loads(text)
    except ValueError:
        raise Refused("invalid_json") from None
    if not isinstance(body, dict):
        raise Refused("json_not_object")
    return body


def _decoded(key: str, value: object) -> Any:
    if key not in {"blocks", "view", "metadata"}:
        return value
    try:
        return json.loads(str(value))
    except ValueError:
        raise Refused(f"invalid_{key}_format") from None


def reset(transport: asyncio.BaseTransport | None) -> None:
    """Cut a TCP connection with a reset: no goodbye, whatever was still to be sent is lost."""
    if not isinstance(transport, asyncio.WriteTransport) or transport.is_closing():
        return
    connection: socket.socket | None = transport.get_extra_info("socket")
    if connection is not None:
        # Lingering for zero seconds is what makes the kernel send RST and not FIN.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


def _peer(request: web.Request) -> int:
    peer = request.transport.get_extra_info("peername") if request.transport else None
    return int(peer[1]) if peer else 0
