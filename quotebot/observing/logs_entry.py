"""What a record of the log says, with secrets masked and ids hidden, before it has a form."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from quotebot.core.events import PLACE, SERVER, Event, Happened, in_words
from quotebot.core.messages import Place
from quotebot.observing.pseudonyms import Pseudonyms
from quotebot.observing.redaction import Redaction

Value = str | int | float | None

_OF_PLATFORM: Final = {"discord": "discord", "slack_sdk": "slack", "slack_bolt": "slack"}
_TRACES: Final = logging.Formatter()


@dataclass(frozen=True, slots=True)
class Entry:
    """`extra` are the fields that the sentence does not name; `trace` may be empty."""

    at: datetime
    level: int
    event: Event
    sentence: str
    fields: Mapping[str, Value]
    trace: str

    @property
    def extra(self) -> dict[str, Value]:
        return {
            name: value
            for name, value in self.fields.items()
            if f"{{{name}}}" not in self.event.sentence
        }


@dataclass(frozen=True, slots=True)
class Discretion:
    """Reads records so that nothing of them gives away a secret, a person or a place."""

    redaction: Redaction
    pseudonyms: Pseudonyms

    def text(self, text: str) -> str:
        return self.pseudonyms.in_text(self.redaction(text))

    def entry(self, record: logging.LogRecord) -> Entry:
        happened = happened_in(record)
        fields = dict(self._fields(happened))
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            fields.setdefault("error", self.text(in_words(error)))
        if happened.event is Event.LINE_LOGGED and (
            platform := _OF_PLATFORM.get(record.name.partition(".")[0])
        ):
            fields["platform"] = platform
        return Entry(
            at=datetime.fromtimestamp(record.created, UTC),
            level=record.levelno,
            event=happened.event,
            sentence=self.text(str(happened)),
            fields=fields,
            trace=self.text(_trace(record)),
        )

    def _fields(self, happened: Happened) -> Mapping[str, Value]:
        fields: dict[str, Value] = {}
        for name, value in happened.fields.items():
            match name, value:
                case _, Place(platform, server, channel):
                    fields["platform"] = platform
                    if server:  # direct messages are of none
                        fields["guild_hash"] = self.pseudonyms.of(server)
                    fields["channel_hash"] = self.pseudonyms.of(channel)
                case "server", _:
                    fields["guild_hash"] = self.pseudonyms.of(str(value))
                case "platform", _:
                    fields[name] = str(value).lower()
                case _, bool() | int() | float() | None:
                    fields[name] = value
                case _:
                    fields[name] = self.text(in_words(value))
        return fields


def happened_in(record: logging.LogRecord) -> Happened:
    """The event that was logged; a line of a library's is one, too."""
    if isinstance(record.msg, Happened):
        return record.msg
    return Event.LINE_LOGGED(message=record.getMessage(), logger=record.name)


def shown_fields(event: Event) -> list[str]:
    """What the log shows of an event's fields, under the names that it has there."""
    expanded = {PLACE: ["platform", "guild_hash", "channel_hash"], SERVER: ["guild_hash"]}
    return [name for field in event.fields for name in expanded.get(field, [field])]


def _trace(record: logging.LogRecord) -> str:
    """The traceback and the stack of a record, as Python shows them."""
    shown = []
    if record.exc_info and record.exc_info[1] is not None:
        shown.append(_TRACES.formatException(record.exc_info))
    if record.stack_info:
        shown.append(record.stack_info)
    return "\n".join(shown)
