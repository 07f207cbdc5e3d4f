"""Quotes by the hundred thousand in memory, with words as common and as rare as in real ones."""

from collections.abc import Iterator
from itertools import accumulate
from random import Random

from quotebot.core.quotes import Anthology, Quote, Source
from quotebot.curation.reading import load
from quotebot.wiring import builtin_quotes

MADE_UP_WORDS = 50_000
SHARE_OF_MADE_UP = 0.3
AUTHORS = 1000
SYLLABLES = [start + vowel for start in "bcdfghklmnprstvw" for vowel in ("a", "e", "i", "o", "ou")]
ENDINGS = ("", "n", "s", "t", "r", "d", "l", "m", "ness", "ly", "ed", "ing")


def generated(count: int, chance: Random, *, length: tuple[int, int] = (12, 40)) -> Anthology:
    """So many quotes, each of so many words, on two of the shipped topics.

    Words are those of the shipped quotes, as often as there, and made-up ones, of which most are
    rare: without them a hundred thousand quotes would have no more words than a hundred.
    """
    shipped = load([builtin_quotes()])
    topics = list(shipped.topics)
    authors = [" ".join(name(chance) for _ in range(2)) for _ in range(AUTHORS)]
    sources = [Source(slug=f"work-{n}", title=name(chance), year="1900") for n in range(500)]
    texts = sentences(shipped, chance, length)
    quotes = (
        Quote(
            id=f"words-{number}",
            text=next(texts),
            author=chance.choice(authors),
            topics=tuple(chance.sample(topics, 2)),
            source=chance.choice(sources),
            where="chapter 1",
        )
        for number in range(count)
    )
    return Anthology(quotes, shipped.topics.values())


def name(chance: Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=3)).capitalize()


def sentences(shipped: Anthology, chance: Random, length: tuple[int, int]) -> Iterator[str]:
    common = [word for quote in shipped.quotes.values() for word in quote.text.split()]
    rare = [
        "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) + chance.choice(ENDINGS)
        for _ in range(MADE_UP_WORDS)
    ]
    by_zipf = list(accumulate(1 / (rank + 20) for rank in range(MADE_UP_WORDS)))
    while True:
        words = chance.choices(common, k=chance.randint(*length))
        for place, made_up in enumerate(chance.choices(rare, cum_weights=by_zipf, k=len(words))):
            if chance.random() < SHARE_OF_MADE_UP:
                words[place] = made_up
        yield " ".join(words)
