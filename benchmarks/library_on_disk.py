"""Quote files by the thousand, with words like those of the shipped library."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from random import Random

from quotebot.core.quotes import Anthology
from quotebot.curation.reading import load
from quotebot.wiring import builtin_quotes

QUOTES_IN_A_FILE = 500
HEAD = """source:
  title: A Work of Many Words
  author: An Author
  year: "1900"
quotes:
"""


def write_library(folder: Path, quotes: int, chance: Random) -> None:
    """So many quotes, in files of QUOTES_IN_A_FILE; no two have the same words."""
    shipped = load([builtin_quotes()])
    topics = list(shipped.topics)
    texts = sentences(shipped, chance)
    for start in range(0, quotes, QUOTES_IN_A_FILE):
        lines = [HEAD]
        for number in range(start, min(start + QUOTES_IN_A_FILE, quotes)):
            chosen = ", ".join(chance.sample(topics, 2))
            lines.append(
                f'  - id: words-{number}\n    text: "{next(texts)}"\n'
                f"    topics: [{chosen}]\n    where: chapter {number % 40 + 1}\n"
            )
        (folder / f"work-{start}.yaml").write_text("".join(lines), encoding="utf-8")


def sentences(shipped: Anthology, chance: Random) -> Iterator[str]:
    """Sentences without end, in which words follow each other as they do in the library."""
    words = [
        "".join(c for c in word if c not in '"\\')
        for quote in shipped.quotes.values()
        for word in quote.text.split()
    ]
    follows: dict[str, list[str]] = {}
    for word, following in pairwise(words):
        follows.setdefault(word, []).append(following)
    seen: set[str] = set()
    while True:
        text = _sentence(words, follows, chance)
        if text not in seen:
            seen.add(text)
            yield text


def _sentence(words: Sequence[str], follows: dict[str, list[str]], chance: Random) -> str:
    length = chance.randint(12, 40)
    chain = accumulate(
        range(length),
        lambda word, _: chance.choice(follows.get(word) or words),
        initial=chance.choice(words),
    )
    return " ".join(chain).strip() + "."
