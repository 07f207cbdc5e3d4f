"""Which of a channel's messages are listed for a query."""

from collections.abc import Iterable, Mapping

from quotebot.sandbox.discord.message_book import Message
from quotebot.sandbox.discord.refusals import Problem, invalid_form_body

DEFAULT_LIMIT = 50
MAX_LIMIT = 100


def listed(messages: Iterable[Message], query: Mapping[str, str]) -> list[Message]:
    """At most `limit` messages, the newest first; the messages come oldest first.

    Raises Refused, 50035, for a limit out of its range and for an id that is none.
    """
    limit = _whole_number(query, "limit", DEFAULT_LIMIT)
    if not 1 <= limit <= MAX_LIMIT:
        raise _refused("limit", f"int value should be between 1 and {MAX_LIMIT}.")
    found = list(messages)
    if "around" in query:
        around = _whole_number(query, "around", 0)
        older = [one for one in found if one.id < around][-(limit // 2) :]
        newer = [one for one in found if one.id >= around][: limit - limit // 2]
        found = older + newer
    elif "before" in query:
        before = _whole_number(query, "before", 0)
        found = [one for one in found if one.id < before][-limit:]
    elif "after" in query:
        after = _whole_number(query, "after", 0)
        found = [one for one in found if one.id > after][:limit]
    return found[-limit:][::-1]


def _whole_number(query: Mapping[str, str], key: str, default: int) -> int:
    given = query.get(key)
    if given is None:
        return default
    if not (given.isascii() and given.isdecimal()):
        raise _refused(key, f'Value "{given}" is not int.')
    return int(given)


def _refused(key: str, message: str) -> Exception:
    return invalid_form_body([Problem((key,), "NUMBER_TYPE_COERCE", message)])
