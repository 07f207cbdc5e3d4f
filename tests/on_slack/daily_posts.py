"""A daily quote as it is posted on Slack."""

from quotebot.core.messages import AskQuote, Choice, Place, Platform, QuoteCard
from quotebot.core.quotes import Quote
from tests.anthologies import WASTE

KEY = "0123456789abcdef012345678"
QUOTES = Place(Platform.SLACK, "T0SANDBOX", "C0QUOTES")


def daily(quote: Quote = WASTE, key: str = KEY, explanation: str = "Set up by Ada.") -> QuoteCard:
    another = Choice("Another", AskQuote("progress", under=key))
    return QuoteCard(
        quote=quote,
        topic="progress",
        matched=None,
        found=None,
        another=another,
        explanation=explanation,
    )
