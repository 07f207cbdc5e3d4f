"""From a typed line ("progress", "help", "topic:help") to what it asks."""

from quotebot.core.messages import Ask, AskHelp, AskQuote, ListTopics

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
        case ["private", *_]:
            return AskQuote(_topic(words[1:]), private=True)
        case _:
            return AskQuote(_topic(words))


def _topic(words: list[str]) -> str | None:
    topic = " ".join(words)
    if topic.casefold().startswith(FORCED_TOPIC):
        topic = topic[len(FORCED_TOPIC) :].strip()
    return topic or None
