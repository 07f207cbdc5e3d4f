"""From a typed line ("progress", "help", "topic:help", "daily pause 3") to what it asks."""

from quotebot.core.messages import (
    ActOnDaily,
    Ask,
    AskHelp,
    AskQuote,
    AskToday,
    DailyAction,
    FillInDaily,
    ListDaily,
    ListTopics,
)

FORCED_TOPIC = "topic:"


def parse(line: str) -> Ask:
    """What the line asks; whatever is no command is taken for a topic."""
    words = line.split()
    match [word.casefold() for word in words]:
        case []:
            return AskQuote()
        case ["help" | "?"]:
            return AskHelp()
        case ["topics"]:
            return ListTopics()
        case ["today"]:
            return AskToday()
        case ["daily", *rest] if (ask := _daily(rest)) is not None:
            return ask
        case ["private", *_]:
            return AskQuote(_topic(words[1:]), private=True)
        case _:
            return AskQuote(_topic(words))


def _daily(words: list[str]) -> Ask | None:
    match words:
        case [] | ["set"]:
            return FillInDaily()
        case ["list"]:
            return ListDaily()
        case [action] if action in set(DailyAction):
            return ActOnDaily(DailyAction(action))
        case [action, number] if action in set(DailyAction) and _is_number(number):
            return ActOnDaily(DailyAction(action), int(number.removeprefix("#")))
        case _:
            return None


def _is_number(word: str) -> bool:
    digits = word.removeprefix("#")
    return digits.isascii() and digits.isdecimal() and len(digits) < 10


def _topic(words: list[str]) -> str | None:
    topic = " ".join(words)
    if topic.casefold().startswith(FORCED_TOPIC):
        topic = topic[len(FORCED_TOPIC) :].strip()
    return topic or None
