"""What Slack's refusal of a post means, in words for those who run the workspace."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from quotebot.core.plans import Gone, Later, Outcome, Unclear

NO_ANSWER: Final = "Slack did not answer, so the post may stand in the channel or not."
UNREACHABLE: Final = "Slack could not be reached."
TOO_MANY: Final = "Slack asked the app to post less often in this channel."

_GONE: Final[Mapping[str, str]] = {
    "access_denied": "Slack does not let the app post in this channel.",
    "channel_not_found": (
        "The channel was deleted, or it is private and the app is not in it:"
        " type /invite @quotebot there."
    ),
    "channel_type_not_supported": "Slack takes no posts from apps in this kind of channel.",
    "is_archived": "The channel is archived.",
    "messages_tab_disabled": "Direct messages from the app are switched off.",
    "no_permission": "The app is not in this channel any more: type /invite @quotebot there.",
    "not_in_channel": "The app is not in this channel any more: type /invite @quotebot there.",
    "restricted_action_read_only_channel": "The channel is read-only.",
    "restricted_action_thread_only_channel": "The channel takes nothing but replies in threads.",
}
_RESTRICTED: Final = (
    "The workspace's preferences keep the app from posting in this channel:"
    " an administrator can change who may post there."
)
# Refused for the whole workspace, until whoever runs the bot has put it right: no plan is to blame.
_WORKSPACE: Final[Mapping[str, str]] = {
    "ekm_access_denied": "The organisation has suspended posting.",
    "missing_scope": "The app lacks the scope chat:write: whoever runs it must install it again.",
    "org_login_required": "The workspace is being moved to an organisation.",
    "team_added_to_org": "The workspace is being moved to an organisation.",
} | dict.fromkeys(
    (
        "account_inactive", "app_uninstalled", "invalid_auth", "not_allowed_token_type",
        "not_authed", "team_access_not_granted", "token_expired", "token_revoked",
    ),
    "Slack refuses the app's token: whoever runs the app must install it again.",
)  # fmt: skip
_LIMITS: Final = frozenset({"message_limit_exceeded", "rate_limited", "ratelimited"})
# Documented: "It's possible some aspect of the operation succeeded before the error was raised."
_PERHAPS_DONE: Final = frozenset({"fatal_error", "internal_error", "service_unavailable"})

_WORKSPACE_SECONDS: Final = 300.0
_UNTOLD_SECONDS: Final = 30.0  # when Slack does not say how long to wait
LONGEST_SECONDS: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Refusal:
    """What came back instead of success; `code` is None when it was not Slack's JSON."""

    status: int
    code: str | None
    needed: str | None
    headers: Mapping[str, str]

    @property
    def is_rate_limit(self) -> bool:
        return self.status == 429 or self.code in _LIMITS


def refusal(error: SlackApiError) -> Refusal:
    """The answer inside the SDK's error, which for broken JSON is aiohttp's and not its own."""
    response: Any = error.response
    if not isinstance(response, AsyncSlackResponse):
        return Refusal(response.status, None, None, response.headers)
    body: Any = response.data if isinstance(response.data, dict) else {}
    code, needed = body.get("error"), body.get("needed")
    return Refusal(
        response.status_code,
        str(code) if code else None,
        str(needed) if needed else None,
        response.headers,
    )


def outcome(refused: Refusal) -> Outcome:
    """What became of the post; Gone only where the channel itself is the reason."""
    code = refused.code
    if refused.is_rate_limit:
        return Later(seconds_to_wait(refused.headers), TOO_MANY)
    if refused.status >= 500 or code is None or code in _PERHAPS_DONE:
        return Unclear(NO_ANSWER)
    if reason := _GONE.get(code):
        return Gone(reason)
    if code.startswith("restricted_action"):
        return Gone(_RESTRICTED)
    return Later(_WORKSPACE_SECONDS, _WORKSPACE.get(code, f"Slack refuses this post ({code})."))


def seconds_to_wait(headers: Mapping[str, str]) -> float:
    """What Retry-After says, in seconds from 1 to 3600; 30 where it makes no sense."""
    told = headers.get("Retry-After", "").strip()
    if not (told.isascii() and told.isdecimal()):
        return _UNTOLD_SECONDS
    return min(max(float(told), 1.0), LONGEST_SECONDS)
