"""What Slack's errors mean for a bot that wants to connect: wrong token, or wait."""

import logging
from collections.abc import Awaitable, Callable
from typing import Final

import aiohttp
from slack_sdk.errors import SlackApiError
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_random_exponential

from quotebot.core.errors import CredentialRefused

log = logging.getLogger(__name__)

Pause = Callable[[float], Awaitable[None]]

_REFUSALS: Final = frozenset({
    "account_inactive", "app_uninstalled", "invalid_auth", "missing_scope", "no_permission",
    "not_allowed_token_type", "not_authed", "org_login_required", "team_access_not_granted",
    "token_expired", "token_revoked",
})  # fmt: skip
_OUTAGES: Final = frozenset({"fatal_error", "internal_error", "ratelimited", "service_unavailable"})


async def until_reachable(
    call: Callable[[], Awaitable[object]], variable: str, pause: Pause
) -> None:
    """Call once Slack can be reached, waiting up to a minute between tries.

    Raises CredentialRefused, naming the variable, when Slack refuses the token that stands in it.
    """
    try:
        async for attempt in AsyncRetrying(
            retry=retry_if_exception(_may_pass),
            wait=wait_random_exponential(multiplier=1, max=60),
            before_sleep=_say_so,
            sleep=pause,
        ):
            with attempt:
                await call()
    except SlackApiError as error:
        raise CredentialRefused(
            f"Slack refuses {variable} ({_code(error)}):"
            " copy the token again from your app's page on api.slack.com"
        ) from error


def is_refusal(error: SlackApiError) -> bool:
    """Whether the token is wrong, so that trying again cannot help."""
    return _code(error) in _REFUSALS


def _say_so(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    log.warning("Slack cannot be reached (%s); next try in %.0f s", error, state.upcoming_sleep)


def _may_pass(error: BaseException) -> bool:
    if isinstance(error, SlackApiError):
        return _status(error) >= 500 or _code(error) in _OUTAGES
    return isinstance(error, aiohttp.ClientError | OSError | TimeoutError)


def _code(error: SlackApiError) -> str:
    return str(error.response.get("error"))


def _status(error: SlackApiError) -> int:
    return int(error.response.status_code)
