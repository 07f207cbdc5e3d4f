"""The names of the topics, and which of them stand in what was typed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from quotebot.core.quotes import Topic
from quotebot.core.spelling import Spellings, starting
from quotebot.core.stems import stem
from quotebot.core.words import fold, is_silent, words_of

_OWN_NAME: Final = 1.1
_LAST_ALIAS: Final = 0.9  # the first counts 1: of two topics with an alias, it says more of the one
_MOST_BETWEEN: Final = 1  # other words that may stand between two of a name: "give it up"

Terms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """The id of a topic or one of its aliases, folded."""

    text: str
    topic: str
    weight: float

    @property
    def words(self) -> list[str]:
        return self.text.split()


class TopicNames:
    """Built once from the topics, then only read."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self.by_text: dict[str, list[Name]] = {}
        self._by_terms: dict[Terms, list[Name]] = {}
        self._phrases: dict[str, list[tuple[Terms, Name]]] = {}
        for name in (name for topic in topics for name in _names(topic)):
            terms = tuple(map(term, name.words))
            self.by_text.setdefault(name.text, []).append(name)
            self._by_terms.setdefault(terms, []).append(name)
            if len(terms) > 1:
                sought = _telling(name.words)
                sought = sought if len(sought) > 1 else terms
                self._phrases.setdefault(sought[0], []).append((sought, name))
        for named in (self.by_text, self._by_terms):
            for names in named.values():
                names.sort(key=lambda name: -name.weight)
        self.texts = sorted(self.by_text)
        self._spellings = Spellings(self.by_text)

    def __iter__(self) -> Iterator[Name]:
        return (name for names in self.by_text.values() for name in names)

    def called(self, heard: str) -> Sequence[Name]:
        """The names that the folded text is, in one form or another, the likeliest topic first."""
        if exactly := self.by_text.get(heard):
            return exactly
        return self._by_terms.get(tuple(map(term, words_of(heard))), ())

    def starting_with(self, start: str) -> Iterator[Name]:
        """The names that start so, in the order of the alphabet."""
        return (name for text in starting(start, self.texts) for name in self.by_text[text])

    def spelt_like(self, heard: str) -> Sequence[Name]:
        """The names that are spelt like the folded text but for a slip or two."""
        return [name for text in self._spellings.near(heard)[:1] for name in self.by_text[text]]

    def phrases_in(self, words: Sequence[str]) -> Iterator[tuple[Terms, Name]]:
        """The names of several words that stand in a sentence, with the terms that were found."""
        terms, telling = tuple(map(term, words)), _telling(words)
        for each in dict.fromkeys(terms):
            for sought, name in self._phrases.get(each, ()):
                if _stand_in(telling, sought) or _stand_in(terms, sought):
                    yield sought, name


def term(word: str) -> str:
    """What the folded word is looked up by."""
    return stem(word.replace("'", ""))


def _telling(words: Sequence[str]) -> Terms:
    return tuple(term(word) for word in words if not is_silent(word))


def _names(topic: Topic) -> Iterator[Name]:
    yield Name(fold(topic.name), topic.id, _OWN_NAME)
    for place, alias in enumerate(topic.aliases):
        share = place / len(topic.aliases)
        yield Name(fold(alias), topic.id, 1 - (1 - _LAST_ALIAS) * share)


def _stand_in(terms: Terms, sought: Terms) -> bool:
    """Whether the sought terms stand there in their order and close to each other."""
    return any(_stand_from(terms[start:], sought) for start in range(len(terms)))


def _stand_from(terms: Terms, sought: Terms) -> bool:
    if terms[0] != sought[0]:
        return False
    at = 0
    for wanted in sought[1:]:
        following = terms[at + 1 : at + 2 + _MOST_BETWEEN]
        if wanted not in following:
            return False
        at += 1 + following.index(wanted)
    return True
