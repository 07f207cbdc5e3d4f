"""What is found for an ask, in the anthology of people and sayings."""

from quotebot.core.finding import find
from quotebot.core.found import Found
from quotebot.core.messages import AskQuote, Choice, Notice
from tests.people_and_sayings import library

LIBRARY = library()


def found(ask: AskQuote) -> Found:
    result = find(LIBRARY, ask)
    assert isinstance(result, Found), result
    return result


def notice(ask: AskQuote) -> Notice:
    result = find(LIBRARY, ask)
    assert isinstance(result, Notice), result
    return result


def asks(choices: tuple[Choice, ...]) -> dict[str, object]:
    return {choice.label: choice.ask for choice in choices}


def tag(name: str) -> str:
    heard = LIBRARY.authors.match(name)
    assert heard is not None
    return heard.voices[0].tag
