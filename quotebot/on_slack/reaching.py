"""What Slack's errors mean for a bot that wants to connect: wrong token, or wait."""

import logging
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_random_exponential

from quotebot.core.errors import CredentialRefused, OperatorError
from quotebot.core.events import Event
from quotebot.core.unreachable import proxy_refuses, why

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")
Pause = Callable[[float], Awaitable[None]]

_REFUSALS: Final = frozenset({
    "account_inactive", "app_uninstalled", "invalid_auth", "missing_scope", "no_permission",
    "not_allowed_token_type", "not_authed", "org_login_required", "team_access_not_granted",
    "token_expired", "token_revoked",
})  # fmt: skip
_OUTAGES: Final = frozenset({"fatal_error", "internal_error", "ratelimited", "service_unavailable"})


async def until_reachable(
    call: Callable[[], Awaitable[Answer]], variable: str, pause: Pause
) -> Answer:
    """What the call answers once Slack can be reached, waiting up to a minute between tries.

    Raises CredentialRefused, naming the variable, when Slack refuses the token that stands in it.
    """
    try:
        async for attempt in AsyncRetrying(
            retry=retry_if_exception(may_pass),
            wait=wait_random_exponential(multiplier=1, max=60),
            before_sleep=_say_so,
            sleep=pause,
        ):
            with attempt:
                return await call()
    except SlackApiError as error:
        raise not_taken(error, variable) from error
    raise AssertionError("tries go on until one returns or raises")


def not_taken(error: SlackApiError, variable: str) -> OperatorError:
    """What to raise when Slack does not take the token in the variable, and never will."""
    if _code(error) == "missing_scope":
        return CredentialRefused(
            f"The token in {variable} lacks the scope {error.response.get('needed')}:"
            " make one that has it (https://api.slack.com/apps, your app, Basic Information,"
            " App-Level Tokens)"
        )
    if _is_json(error):
        return CredentialRefused(
            f"Slack refuses {variable} ({_code(error)}):"
            " copy the token again from your app's page on api.slack.com"
        )
    return OperatorError(
        f"What answers at Slack's address is not Slack (HTTP {_status(error)}):"
        " check QUOTEBOT_SLACK_API, or the proxy"
    )


async def until_back(call: Callable[[], Awaitable[None]], pause: Pause) -> None:
    """Call until it succeeds, as patiently; whatever Slack answers but a refusal may pass."""
    async for attempt in AsyncRetrying(
        retry=retry_if_exception(_may_pass_once_connected),
        wait=wait_random_exponential(multiplier=1, max=60),
        before_sleep=_say_so,
        sleep=pause,
    ):
        with attempt:
            await call()


def as_the_session_says(client: AsyncWebClient | AsyncWebhookClient) -> bool:
    """Let the client's session choose the proxy; whether the client had chosen one itself.

    slack_sdk asks the environment, knows no NO_PROXY, and wants a proxy for 127.0.0.1 too.
    """
    had_one = client.proxy is not None
    client.proxy = None
    return had_one


def is_refusal(error: SlackApiError) -> bool:
    """Whether the token is wrong, so that trying again cannot help."""
    return _code(error) in _REFUSALS


def reason(error: BaseException | None) -> str:
    """Why there is no connection, for an operator; it holds no password of a proxy."""
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return proxy_refuses(error.status)
    if isinstance(error, SlackApiError):
        return f"it answers {_code(error) or f'HTTP {_status(error)}'}"
    return why(error)


def _say_so(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    log.warning(
        Event.PLATFORM_UNREACHABLE(
            platform="Slack", error=reason(error), seconds=round(state.upcoming_sleep)
        )
    )


def may_pass(error: BaseException) -> bool:
    """Whether it is an outage, of Slack's or of the way there."""
    if isinstance(error, SlackApiError):
        return _status(error) >= 500 or _code(error) in _OUTAGES
    return isinstance(error, aiohttp.ClientError | OSError | TimeoutError)


def _may_pass_once_connected(error: BaseException) -> bool:
    """A token that was good and an address that was Slack's: a page of a proxy's will pass too."""
    if isinstance(error, SlackApiError):
        return not is_refusal(error)
    return may_pass(error) or isinstance(error, ValueError)


def _is_json(error: SlackApiError) -> bool:
    return isinstance(error.response.data, dict)


def _code(error: SlackApiError) -> str:
    return str(error.response.get("error")) if _is_json(error) else ""


def _status(error: SlackApiError) -> int:
    return int(error.response.status_code)
