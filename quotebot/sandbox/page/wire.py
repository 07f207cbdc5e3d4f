"""What went over the wire on both platforms, for those who want to see what was really sent."""

import itertools
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final, assert_never

from quotebot.sandbox.discord import RecordedRequest
from quotebot.sandbox.discord.recording import Dispatched
from quotebot.sandbox.slack.recording import Acknowledgement, Connection, Envelope, Request
from quotebot.sandbox.slack.wire import Payload

KEPT: Final = 300
TO_THE_BOT: Final = "to the bot"
FROM_THE_BOT: Final = "from the bot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that was sent; `message` is the id or `ts` of the message that came of it.

    `refused` says why the platform did not take it, None when it did.
    """

    id: int
    platform: str
    at: str
    direction: str
    title: str
    body: Any
    status: int | None = None
    milliseconds: float | None = None
    refused: str | None = None
    answer: Any = None
    message: str | None = None


class WireLog:
    """The last few hundred entries of both platforms, oldest first."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._serial = itertools.count(1)
        self._entries: deque[Entry] = deque(maxlen=KEPT)

    def entries(self) -> list[Payload]:
        return [asdict(entry) for entry in self._entries]

    def note_discord(self, seen: RecordedRequest | Dispatched) -> None:
        match seen:
            case Dispatched(event, payload):
                self._add("discord", TO_THE_BOT, event, payload)
            case RecordedRequest():
                self._add(
                    "discord",
                    FROM_THE_BOT,
                    seen.route or f"{seen.method} {seen.path}",
                    seen.body,
                    status=seen.status,
                    milliseconds=seen.seconds * 1000,
                    refused=_refused_by_discord(seen),
                    answer=seen.answer,
                    message=_message_on_discord(seen.answer),
                )
            case _:
                assert_never(seen)

    def note_slack(self, seen: Request | Envelope | Acknowledgement | Connection) -> None:
        match seen:
            case Request():
                self._add(
                    "slack",
                    FROM_THE_BOT,
                    seen.method,
                    seen.body,
                    status=seen.status,
                    milliseconds=seen.seconds * 1000,
                    refused=_refused_by_slack(seen),
                    answer=seen.answer,
                    message=seen.message or _message_on_slack(seen.answer),
                )
            case Envelope(kind=kind, payload=payload):
                self._add("slack", TO_THE_BOT, kind, payload)
            case Acknowledgement(payload=payload, milliseconds=milliseconds):
                refused = None if seen.in_time else "too late, or to no envelope"
                title = "acknowledgement"
                self._add(
                    "slack",
                    FROM_THE_BOT,
                    title,
                    payload,
                    milliseconds=milliseconds,
                    refused=refused,
                )
            case Connection(connection, event):
                self._add("slack", FROM_THE_BOT, f"connection {connection} {event}", None)
            case _:
                assert_never(seen)

    def _add(self, platform: str, direction: str, title: str, body: Any, **more: Any) -> None:
        at = self._now().isoformat()
        self._entries.append(
            Entry(
                id=next(self._serial),
                platform=platform,
                at=at,
                direction=direction,
                title=title,
                body=body,
                **more,
            )
        )


def _refused_by_discord(request: RecordedRequest) -> str | None:
    if request.status is None:
        return "the connection was cut, or no answer came"
    if request.status < 400:
        return None
    answer = request.answer if isinstance(request.answer, dict) else {}
    reasons = [f"HTTP {request.status}", str(answer.get("message") or "")]
    reasons += [f"{path}: {text}" for path, text in _reasons(answer.get("errors"), "")]
    return "\n".join(filter(None, reasons))


def _reasons(errors: Any, path: str) -> list[tuple[str, str]]:
    """Discord's nested errors as the path of each field and what is wrong with it."""
    if not isinstance(errors, dict):
        return []
    own = [(path, str(one.get("message"))) for one in errors.get("_errors", ())]
    below = ((key, inside) for key, inside in errors.items() if key != "_errors")
    return own + [
        reason for key, inside in below for reason in _reasons(inside, f"{path}.{key}".strip("."))
    ]


def _message_on_discord(answer: Any) -> str | None:
    if not isinstance(answer, dict):
        return None
    if "channel_id" in answer and "author" in answer:
        return str(answer["id"])
    made = (answer.get("resource") or {}).get("message") or {}
    about = answer.get("interaction")
    later = about.get("response_message_id") if isinstance(about, dict) else None
    return made.get("id") or later


def _refused_by_slack(request: Request) -> str | None:
    if request.status is None:
        return "the connection was cut, or no answer came"
    answer = request.answer if isinstance(request.answer, dict) else {}
    if request.status < 400 and answer.get("ok"):
        return None
    status = f"HTTP {request.status}" if request.status >= 400 else ""
    details = (answer.get("response_metadata") or {}).get("messages") or ()
    return "\n".join(filter(None, (status, str(answer.get("error") or ""), *map(str, details))))


def _message_on_slack(answer: Any) -> str | None:
    return answer.get("ts") if isinstance(answer, dict) else None
