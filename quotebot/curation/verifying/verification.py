"""Looks for each quote in the text of its work."""

from collections.abc import Iterable, Iterator, Sequence

from quotebot.core.quotes import Quote
from quotebot.curation.verifying import verdicts
from quotebot.curation.verifying.matching import Quoted, quoted
from quotebot.curation.verifying.nearest import nearest
from quotebot.curation.verifying.plain_text import Lines
from quotebot.curation.verifying.source_texts import SourceText, SourceTexts, Unreadable, name_alone
from quotebot.curation.verifying.verdicts import Verdict, Verified


def by_work(quotes: Iterable[Quote]) -> dict[str, list[Quote]]:
    """The quotes of each work, by its slug, in the order in which they come."""
    works: dict[str, list[Quote]] = {}
    for quote in quotes:
        works.setdefault(quote.source.slug, []).append(quote)
    return works


def verify_work(slug: str, quotes: Sequence[Quote], texts: SourceTexts) -> Iterator[Verified]:
    """Each quote of one work, in their order."""
    text = texts.read(slug)
    path = texts.path(slug)
    for quote in quotes:
        if isinstance(text, Unreadable):
            yield Verified(quote, path, verdicts.NoText(text.reason))
        else:
            yield Verified(quote, path, verdict(quote, text))


def verdict(quote: Quote, text: SourceText) -> Verdict:
    """What comes of looking for the quote in the text."""
    wanted = quoted(quote.text)
    passages = text.passages([quote.author, quote.speaker])
    if places := text.find(wanted, passages):
        return verdicts.Stands(places, text.digest)
    if places := text.find(wanted, [text.whole]):
        return _elsewhere(places, text)
    return _flawed(wanted, text, passages)


def _elsewhere(places: tuple[Lines, ...], text: SourceText) -> Verdict:
    if not text.entry.speakers:
        return verdicts.StandsBefore(places, text.entry.body_from_line)
    speakers = (
        name_alone(speaker.name)
        for speaker in text.entry.speakers
        if any(_overlap(place, lines) for place in places for lines in speaker.lines)
    )
    return verdicts.SaidByOthers(places, tuple(dict.fromkeys(speakers)))


def _overlap(one: Lines, other: Lines) -> bool:
    return one.first <= other.last and other.first <= one.last


def _flawed(wanted: Quoted, text: SourceText, passages: Sequence[Lines]) -> Verdict:
    if wanted.omissions:
        if places := text.find(Quoted((wanted.words,)), passages):
            return verdicts.NothingLeftOut(places)
        parts = [text.find(Quoted((part,)), passages) for part in wanted.parts]
        if all(parts):
            return verdicts.TornApart(tuple(places[0] for places in parts))
    allowed = [text.text(passage) for passage in passages]
    near = nearest(wanted.words, allowed) or nearest(wanted.words, [text.text(text.whole)])
    return verdicts.DoesNotStand(near)
