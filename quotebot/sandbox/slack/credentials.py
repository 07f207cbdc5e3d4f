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
        self._refused: dict[TokenKind, str] = {}
        self.scopes = frozenset(scopes)
        self.app_scopes = APP_SCOPES

    def grant(self, *scopes: str) -> None:
        """Add scopes to those that the bot token has."""
        self.scopes |= frozenset(scopes)

    def revoke(self, kind: TokenKind) -> None:
        """Refuse a token from now on, as one that was taken back."""
        self._refused[kind] = "token_revoked" if kind == "bot" else "invalid_auth"

    def uninstall(self) -> None:
        """Refuse the bot token from now on, as that of an app which was removed."""
        self._refused["bot"] = "account_inactive"

    def reinstall(self) -> None:
        """Accept both tokens again; Slack gives the same bot token to an app installed anew."""
        self._refused.clear()

    def identify(self, token: str | None) -> TokenKind:
        """Whose token it is; Refused when it is none that counts."""
        if not token:
            raise Refused("not_authed")
        kind = self._kinds.get(token)
        if kind is None:
            raise Refused("invalid_auth")
        if code := self._refused.get(kind):
            raise Refused(code)
        return kind

    def granted(self, kind: TokenKind) -> frozenset[str]:
        """The scopes that the token has."""
        return self.app_scopes if kind == "app" else self.scopes

    def require(self, scope: str, kind: TokenKind = "bot") -> None:
        """Refuse a call for which the scope was not granted."""
        granted = self.granted(kind)
        if scope not in granted:
            provided = ",".join(sorted(granted))
            raise Refused("missing_scope", details={"needed": scope, "provided": provided})
