"""Slack's Web API: which methods there are, who may call them, and how a call is answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aiohttp import web

from quotebot.sandbox.slack.credentials import Credentials, TokenKind
from quotebot.sandbox.slack.exchanges import Exchanges, Reply
from quotebot.sandbox.slack.wire import Payload, Refused


@dataclass(frozen=True, slots=True)
class Method:
    """What a method does with its arguments, and the kind of token and the scope it asks for.

    A method whose scope hangs on the channel asks for it itself.
    """

    run: Callable[[Payload], Payload]
    scope: str | None = None
    kind: TokenKind = "bot"
    required: tuple[str, ...] = ()


class WebApi:
    """Every call is checked for its token, its scope and its arguments, in that order."""

    def __init__(
        self, *, exchanges: Exchanges, credentials: Credentials, methods: Mapping[str, Method]
    ) -> None:
        self._exchanges = exchanges
        self._credentials = credentials
        self._methods = methods

    async def handle(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return await self._exchanges.answer(
            request, name, lambda arguments: self._call(name, bearer, arguments)
        )

    def _call(self, name: str, bearer: str, arguments: Payload) -> Reply:
        token = bearer or arguments.pop("token", None)
        method = self._methods.get(name)
        if method is None:
            raise Refused("unknown_method", details={"req_method": name})
        kind = self._credentials.identify(token)
        headers = self._scope_headers(method, kind)
        try:
            return Reply({"ok": True, **self._run(method, kind, arguments)}, headers=headers)
        except Refused as refused:
            return Reply(refused.answer(), refused.status, {**headers, **refused.headers})

    def _run(self, method: Method, kind: TokenKind, arguments: Payload) -> Payload:
        if kind != method.kind:
            raise Refused("not_allowed_token_type")
        if method.scope is not None:
            self._credentials.require(method.scope, kind)
        for argument in method.required:
            if not arguments.get(argument):
                raise Refused("invalid_arguments", problems=[f"missing required field: {argument}"])
        return method.run(arguments)

    def _scope_headers(self, method: Method, kind: TokenKind) -> dict[str, str]:
        """What every answer to a token that counts carries."""
        granted = {"X-OAuth-Scopes": ",".join(sorted(self._credentials.granted(kind)))}
        return granted | ({"X-Accepted-OAuth-Scopes": method.scope} if method.scope else {})
