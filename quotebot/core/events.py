"""The vocabulary of the log: everything that quotebot tells its operator, with what belongs to it.

`log.info(Event.QUOTES_RELOADED(quotes=843))` is a sentence for people, and a name with fields for
programs. Nothing is put into words unless the line is written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from logging import DEBUG, ERROR, INFO, WARNING
from string import Formatter
from typing import Final, Self

from quotebot.core.errors import QuotebotError

PLACE: Final = "place"  # a Place: the log shows its platform, and pseudonyms of its ids
SERVER: Final = "server"  # an id of a server: the log shows a pseudonym


class Event(StrEnum):
    """Each has its level and its sentence; its fields are those in the sentence and those after it.

    Every id of a person, server or channel is in a Place or SERVER, and so in no sentence.
    """

    level: int
    sentence: str
    fields: tuple[str, ...]

    def __new__(cls, name: str, level: int, sentence: str, *others: str) -> Self:
        event = str.__new__(cls, name)
        event._value_ = name
        event.level = level
        event.sentence = sentence
        event.fields = (
            *(field for _, field, _, _ in Formatter().parse(sentence) if field),
            *others,
        )
        return event

    def __call__(self, **fields: object) -> "Happened":
        """What to hand to a logger."""
        return Happened(self, fields)

    BOT_STARTING = "bot.starting", INFO, "starting on {platforms}"
    BOT_STOPPING = "bot.stopping", INFO, "stopping"
    BOT_UNFINISHED = "bot.unfinished", WARNING, "some answers were not finished within {seconds} s"
    SECRET_READABLE = "secret.readable", WARNING, "{error}"
    BUG_MET = "bug.met", ERROR, "a bug, reference {request_id}"
    BUG_UNHANDLED = "bug.unhandled", ERROR, "a bug that nothing caught, in {where}"

    PLATFORM_CONNECTED = "platform.connected", INFO, "connected to {platform}", "servers"
    PLATFORM_UNREACHABLE = (
        "platform.unreachable", WARNING,
        "{platform} cannot be reached ({error}); next try in {seconds} s",
    )  # fmt: skip
    PLATFORM_REVOKED = "platform.revoked", ERROR, "{error}", "platform"
    PLATFORM_LEFT = "platform.left", WARNING, "{platform} is no longer answered"
    PLATFORM_SLOW_TO_CLOSE = (
        "platform.slow_to_close", WARNING, "{platform} was not closed within {seconds} s",
    )  # fmt: skip
    PLATFORM_NOT_CLOSED = "platform.not_closed", ERROR, "{platform} was not closed properly"
    SESSIONS_SHORT = (
        "sessions.short", WARNING,
        (
            "{platform} lets this bot start {remaining} more sessions in the next {minutes} min, so"
            " the next one comes in {wait} min: restart the bot less often"
        ),
    )  # fmt: skip
    SESSIONS_UNKNOWN = (
        "sessions.unknown", WARNING, "how many sessions may be started is not known: {error}",
    )  # fmt: skip
    COMMANDS_CURRENT = (
        "commands.current", INFO, "{platform} has all {count} commands as they are declared",
    )  # fmt: skip
    COMMANDS_REGISTERED = (
        "commands.registered", INFO, "registered {count} commands with {platform}",
    )  # fmt: skip
    COMMANDS_REFUSED = (
        "commands.refused", WARNING, "the commands were not registered with {platform}: {error}",
    )  # fmt: skip
    SCOPE_MISSING = "scope.missing", WARNING, "{error}", "platform"
    SCOPE_NOT_GRANTED = "scope.not_granted", INFO, "{error}", "platform"
    SERVER_LEFT = (
        "server.left", INFO,
        "removed from a {platform} server: {plans} daily quotes deleted", SERVER,
    )  # fmt: skip

    SERVER_NOT_FORGOTTEN = (
        "server.not_forgotten", ERROR,
        "what is kept of a {platform} server is not deleted: {error}", SERVER,
    )  # fmt: skip
    SERVERS_UNKNOWN = (
        "servers.unknown", ERROR, "not known which {platform} servers removed the bot: {error}",
    )  # fmt: skip

    COMMAND_UNANSWERABLE = (
        "command.unanswerable", ERROR, "{ask} cannot be answered: {error}", PLACE,
    )  # fmt: skip
    COMMAND_ANSWERED = (
        "command.answered", DEBUG, "{ask} was answered with {reply}", PLACE, "duration_ms",
    )  # fmt: skip
    COMMAND_LATE = "command.late", WARNING, "no answer within {seconds} s: {ask}", PLACE
    COMMAND_FAILED = (
        "command.failed", ERROR, "request failed, reference {request_id}", "ask", PLACE,
    )  # fmt: skip
    HANDLER_FAILED = (
        "handler.failed", ERROR, "the handler of {platform}'s event {handler} failed",
    )  # fmt: skip
    ANSWER_UNDELIVERED = (
        "answer.undelivered", WARNING, "an answer did not reach {platform}: {error}",
    )  # fmt: skip
    ANSWER_UNCLEAR = (
        "answer.unclear", WARNING, "an answer may not have reached {platform}: {error}",
    )  # fmt: skip
    ANSWER_REFUSED = "answer.refused", WARNING, "{platform} refused an answer: {error}"
    ACKNOWLEDGEMENT_UNDELIVERED = (
        "acknowledgement.undelivered", WARNING,
        "an acknowledgement did not reach {platform}: {error}",
    )  # fmt: skip
    NOTICE_UNDELIVERED = (
        "notice.undelivered", WARNING, "a notice did not reach {platform}: {error}",
    )  # fmt: skip
    MENTION_UNANSWERED = "mention.unanswered", WARNING, "a mention was not answered: {error}"
    FORM_UNOPENED = "form.unopened", WARNING, "a form could not be opened: {error}"
    PERSON_UNKNOWN = "person.unknown", WARNING, "{platform} does not say who a person is: {error}"
    CARD_NOT_SHARED = "card.not_shared", WARNING, "a card was not shared: {error}"
    CARD_UNCLEAR = "card.unclear", WARNING, "a card may have been shared or not: {error}"
    CARD_FORGOTTEN = "card.forgotten", WARNING, "what was shared is not remembered: {error}", PLACE
    CARD_NOT_REMOVED = (
        "card.not_removed", WARNING, "a private message was not taken away: {error}",
    )  # fmt: skip

    DAILY_POSTED = "daily.posted", INFO, "daily quote {delivery} is posted", "schedule", PLACE
    DAILY_POSTPONED = (
        "daily.postponed", WARNING,
        "daily quote {delivery} was not posted, and will be tried again: {error}",
        "schedule", PLACE,
    )  # fmt: skip
    DAILY_UNCLEAR = (
        "daily.unclear", WARNING,
        "daily quote {delivery} may have been posted, and will be looked for: {error}",
        "schedule", PLACE,
    )  # fmt: skip
    DAILY_FAILED = (
        "daily.failed", WARNING, "daily quote {delivery} could not be posted: {error}",
        "schedule", PLACE,
    )  # fmt: skip
    DAILY_MISSED = (
        "daily.missed", WARNING, "daily quote {delivery} was left out: {error}",
        "schedule", PLACE,
    )  # fmt: skip
    DAILY_UNKNOWN = (
        "daily.unknown", WARNING,
        "daily quote {delivery} may have been posted or not; only a person can tell: {error}",
        "schedule", PLACE,
    )  # fmt: skip
    DAILY_LEASE_LOST = (
        "daily.lease_lost", WARNING, "the claim on daily quote {delivery} had run out",
        "schedule", PLACE,
    )  # fmt: skip
    DAILY_WAITS = "daily.waits", ERROR, "daily quote {delivery} has to wait: {error}"
    DAILY_BROKEN = "daily.broken", ERROR, "daily quote {delivery} could not be delivered now"
    DAILY_CONTENDED = (
        "daily.contended", WARNING,
        "plan {schedule} is being changed again and again; it waits for the next tick", PLACE,
    )  # fmt: skip
    DAILY_SUSPENDED = (
        "daily.suspended", ERROR, "no daily quotes for now: {error}; next try in {seconds} s",
    )  # fmt: skip
    DAILY_ROUND_BROKEN = (
        "daily.round_broken", ERROR, "no daily quotes for now; next try in {seconds} s",
    )  # fmt: skip
    REFUSAL_UNTOLD = "refusal.untold", WARNING, "nobody could be told of a refusal: {error}", PLACE
    POST_REFUSED = "post.refused", WARNING, "no post was possible: {error}", PLACE
    POST_PUZZLING = "post.puzzling", ERROR, "what came of a post cannot be understood", PLACE
    HISTORY_PUZZLING = (
        "history.puzzling", ERROR, "the history of a channel cannot be understood", PLACE,
    )  # fmt: skip
    MEMORY_UNAVAILABLE = (
        "memory.unavailable", ERROR, "answering without a memory of what was shown: {error}", PLACE,
    )  # fmt: skip
    DATABASE_MIGRATED = (
        "database.migrated", WARNING,
        "the tables are being migrated; the database as it was is kept: {path}",
    )  # fmt: skip
    WORK_UNFINISHED = "work.unfinished", ERROR, "what was under way could not be finished"

    QUOTES_RELOADED = (
        "quotes.reloaded", INFO, "the quote files were reloaded: {quotes} quotes",
    )  # fmt: skip
    QUOTES_KEPT = (
        "quotes.kept", ERROR,
        (
            "the quote files were not reloaded, and the last good ones stay: {error}"
            " (problems: {problems}); `quotebot check` lists everything"
        ),
    )  # fmt: skip
    QUOTES_RELOAD_BROKEN = (
        "quotes.reload_broken", ERROR,
        "the quote files could not be reloaded for a bug in quotebot",
    )  # fmt: skip
    QUOTES_UNWATCHED = (
        "quotes.unwatched", ERROR,
        "the quote files are no longer watched; SIGHUP and `quotebot reload` work",
    )  # fmt: skip
    QUOTES_DOUBTFUL = (
        "quotes.doubtful", WARNING,
        "{warnings} warnings in the quote files; `quotebot check` lists them",
    )  # fmt: skip
    CONTROL_UNSUPPORTED = (
        "control.unsupported", INFO,
        "this system has no Unix sockets: `quotebot reload` cannot reach the bot",
    )  # fmt: skip
    CONTROL_TAKEN = (
        "control.taken", WARNING,
        "another process listens at {path}: `quotebot reload` reaches that one",
    )  # fmt: skip
    CONTROL_UNAVAILABLE = (
        "control.unavailable", WARNING,
        (
            "no socket at {path} ({error}): `quotebot reload` cannot reach this bot;"
            " QUOTEBOT_CONTROL_SOCKET names another place"
        ),
    )  # fmt: skip

    SYSTEMD_UNTOLD = "systemd.untold", WARNING, "systemd cannot be told how the bot is: {error}"
    METRICS_SERVED = "metrics.served", INFO, "metrics are at {address}"
    SPANS_LOST = "spans.lost", WARNING, "the last spans did not leave within {seconds} s"

    CHECK_BROKEN = "check.broken", ERROR, "the check {check} broke"
    LINE_LOGGED = "line.logged", INFO, "{message}", "logger"
    LOG_REPEATED = "log.repeated", WARNING, "… repeated {times} times: {repeated}"
    LOG_BROKEN = "log.broken", ERROR, "a line of the log could not be written: {error}", "logger"


@dataclass(frozen=True, slots=True)
class Happened:
    """An event with the values of its fields; as text it is the event's sentence."""

    event: Event
    fields: Mapping[str, object]

    def __str__(self) -> str:
        return self.event.sentence.format_map(
            {name: in_words(value) for name, value in self.fields.items()}
        )


def in_words(value: object) -> str:
    """An error as its kind and what it says, unless quotebot made it to be read; a short number."""
    match value:
        case QuotebotError():
            return str(value)
        case BaseException():
            return f"{type(value).__name__}: {value}" if str(value) else type(value).__name__
        case float():
            return f"{value:.4g}"
        case _:
            return str(value)
