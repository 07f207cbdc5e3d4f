"""How the quotes of a folder differ from those that were verified, and what is verified now."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from quotebot.core.quotes import Quote
from quotebot.curation.verifying.lock_file import HASH_DIGITS, Entry, Key, Lock
from quotebot.curation.verifying.verdicts import NoText, Stands, Verified


@dataclass(frozen=True, slots=True)
class Drift:
    """The quotes that were never verified, those that changed since, and entries with no quote."""

    new: tuple[Key, ...] = ()
    changed: tuple[Key, ...] = ()
    gone: tuple[Key, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def key_of(quote: Quote) -> Key:
    return Key(quote.source.slug, quote.id)


def words_hash(quote: Quote) -> str:
    """Another one for another author or other words; white space makes no difference."""
    words = f"{quote.author}\n{' '.join(quote.text.split())}"
    return hashlib.sha256(words.encode()).hexdigest()[:HASH_DIGITS]


def drift(quotes: Iterable[Quote], lock: Lock, elsewhere: Collection[str]) -> Drift:
    """`elsewhere` are works whose quotes are not among the given ones."""
    hashes = {key_of(quote): words_hash(quote) for quote in quotes}
    locked = lock.entries
    return Drift(
        new=tuple(key for key in hashes if key not in locked),
        changed=tuple(
            key for key, words in hashes.items() if key in locked and locked[key].words != words
        ),
        gone=tuple(key for key in locked if key not in hashes and key.work not in elsewhere),
    )


def updated(
    lock: Lock, verified: Iterable[Verified], elsewhere: Collection[str], day: date
) -> Mapping[Key, Entry]:
    """What was found now, and of the works `elsewhere` and of those without a text what was.

    An entry that is as it was keeps its day.
    """
    entries = {key: entry for key, entry in lock.entries.items() if key.work in elsewhere}
    for each in verified:
        key = key_of(each.quote)
        before = lock.entries.get(key)
        if isinstance(each.verdict, Stands):
            found = Entry(each.verdict.places, words_hash(each.quote), each.verdict.digest, day)
            same = before is not None and found == replace(before, day=day)
            entries[key] = before if before is not None and same else found
        elif isinstance(each.verdict, NoText) and before is not None:
            entries[key] = before
    return entries
