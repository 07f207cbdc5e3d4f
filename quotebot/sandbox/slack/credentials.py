"""The two tokens that the loopback Slack issued, and what each may do."""

from collections.abc import Collection
from typing import Literal

from quotebot.sandbox.slack.wire import Refused

TokenKind = Literal["bot", "app"]
APP_SCOPES = frozenset({"connections:write"})


class Credentials:
    """Refuses a call with Slack's own codes."""

    def __init__(self, *, bot_token: str, app_token: str, scopes: Collection[str]) -> None:
        self._kinds: dict[str, TokenKind] = {bot_token: "bot", app_token: "app"}
        self._revoked: set[TokenKind] = set()
        self.scopes = frozenset(scopes)

    def revoke(self, kind: TokenKind) -> None:
        self._revoked.add(kind)

    def check(self, token: str | None, *, kind: TokenKind, scope: str | None) -> None:
        """Let a call pass whose method wants this kind of token and this scope; else Refused."""
        if not token:
            raise Refused("not_authed")
        known = self._kinds.get(token)
        if known is None or (known == "app" and known in self._revoked):
            raise Refused("invalid_auth")
        if known in self._revoked:
            raise Refused("token_revoked")
        if known != kind:
            raise Refused("not_allowed_token_type")
        self._check_scope(scope, APP_SCOPES if kind == "app" else self.scopes)

    def _check_scope(self, scope: str | None, granted: frozenset[str]) -> None:
        if scope is not None and scope not in granted:
            provided = ",".join(sorted(granted))
            raise Refused("missing_scope", details={"needed": scope, "provided": provided})
