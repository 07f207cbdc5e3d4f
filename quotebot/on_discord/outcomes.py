"""What Discord's answer to a post means for its delivery."""

import math
from typing import Any, Final

from quotebot.core.plans import Gone, Later, Outcome, Posted, Unclear
from quotebot.on_discord.rest import Answer

UNREACHABLE_SECONDS: Final = 10.0
SHORTEST_WAIT, LONGEST_WAIT = 1.0, 900.0
_WAIT_UNTOLD: Final = 5.0

_UNKNOWN_MESSAGE: Final = 10008
_TO_ALLOW: Final = "allow it View Channel and Send Messages (Edit Channel, Permissions)."
_GONE: Final = {
    10003: "The channel is gone.",
    50001: f"The bot can no longer see the channel: {_TO_ALLOW}",
    50007: "The bot cannot write to this person.",
    50008: "Messages cannot be posted in a channel of this kind.",
    50013: f"The bot may not post in the channel: {_TO_ALLOW}",
    50024: "Messages cannot be posted in a channel of this kind.",
    50083: "The thread is archived.",
    160005: "The thread is locked.",
}


def outcome_of(answer: Answer) -> Outcome:
    """The outcome of a post with an enforced nonce.

    Only what Discord's own error code says is taken for a channel that is gone: a 403 can come from
    a firewall in front of Discord too. `message_id` is empty where Discord does not tell it.
    """
    match answer.status:
        case 200 | 201:
            body = answer.body
            known = isinstance(body, dict) and "id" in body
            return Posted(str(body["id"])) if known else Unclear(answer.message)
        case _ if answer.code == _UNKNOWN_MESSAGE:
            # The nonce was taken, by a message of ours that somebody has deleted since.
            return Posted("")
        case _ if answer.code in _GONE:
            return Gone(_GONE[answer.code])
        case 429:
            return Later(retry_after(answer), answer.message)
        case status if status >= 500:
            return Unclear(answer.message)
        case _:
            return Later(LONGEST_WAIT, answer.message)


def concerns_every_channel(answer: Answer) -> bool:
    """Whether no post can succeed for now: token withdrawn, global limit, or a ban of the address.

    Discord bans an address after 10,000 refused requests in 10 minutes; its front then answers 429
    without Discord's JSON.
    """
    if answer.status != 429:
        return answer.status == 401
    return not isinstance(answer.body, dict) or answer.body.get("global") is True


def retry_after(answer: Answer) -> float:
    """The seconds to wait after a 429, from SHORTEST_WAIT to LONGEST_WAIT whatever it says."""
    seconds = told_to_wait(answer)
    if seconds is None:
        seconds = _WAIT_UNTOLD
    return min(max(seconds, SHORTEST_WAIT), LONGEST_WAIT)


def told_to_wait(answer: Answer) -> float | None:
    """The seconds that a 429 names, if it names any that are a number, sensible or not."""
    told = answer.body.get("retry_after") if isinstance(answer.body, dict) else None
    seconds = _number(told)
    return _number(answer.headers.get("Retry-After")) if seconds is None else seconds


def _number(told: Any) -> float | None:
    try:
        seconds = float(told)
    except (TypeError, ValueError, OverflowError):
        return None
    return None if math.isnan(seconds) else seconds
