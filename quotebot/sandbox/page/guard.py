"""Keeps the page to the person who started it: this machine, the secret address, no other site."""

import base64
import hashlib
import re
import secrets
from collections.abc import Callable
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

_IMPORT_MAP: Final = re.compile(r'<script type="importmap">(.*?)</script>', re.DOTALL)
_POLICY: Final = (
    "default-src 'none'; script-src 'self' {}; style-src 'self'; connect-src 'self';"
    " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def content_policy(page: str) -> str:
    """What the browser may load for the page: its own files, and the import map that it holds."""
    digests = (hashlib.sha256(inline.encode()).digest() for inline in _IMPORT_MAP.findall(page))
    return _POLICY.format(" ".join(f"'sha256-{base64.b64encode(d).decode()}'" for d in digests))


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Guard:
    """Refuses every request but those from the page itself, at its own address.

    Another name in Host is how a site that a browser has open reaches a server on this machine
    under its own name; another Origin is such a site asking outright.
    """

    def __init__(self, token: str, port: Callable[[], int]) -> None:
        self._token = token
        self._port = port

    def middleware(self) -> Middleware:
        @web.middleware
        async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
            if not self._is_local(request):
                raise web.HTTPForbidden(text="This page answers only at 127.0.0.1.\n")
            if not self._has_token(request):
                raise web.HTTPNotFound(text="Open the address that quotebot printed.\n")
            response = await handler(request)
            if not response.prepared:
                response.headers.update(_HEADERS)
            return response

        return guarded

    def _is_local(self, request: web.Request) -> bool:
        hosts = {f"{name}:{self._port()}" for name in ("127.0.0.1", "localhost")}
        origin = request.headers.get("Origin")
        from_here = origin is None or origin in {f"http://{host}" for host in hosts}
        return request.headers.get("Host") in hosts and from_here

    def _has_token(self, request: web.Request) -> bool:
        given = request.match_info.get("token", "")
        return secrets.compare_digest(given.encode(), self._token.encode())
