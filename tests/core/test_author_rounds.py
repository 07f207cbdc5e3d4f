"""Rounds of authors: kept beside those of topics, and not without end."""

from random import Random

from quotebot.core.author_rounds import ROUNDS, round_of, with_room_for
from quotebot.core.quotes import Anthology
from quotebot.core.rotation import Memory, Round, next_quote
from quotebot.curation.slugs import TopicName
from tests.anthologies import quote


def test_no_topic_can_be_called_like_an_authors_round() -> None:
    assert not TopicName().passes(round_of("plato"))


def test_the_round_asked_for_longest_ago_makes_room() -> None:
    anthology = Anthology([quote(f"q-{n}", author=f"Author {n}") for n in range(ROUNDS + 5)])
    memory = Memory(rounds={"progress": Round(1, 8)})
    for name in anthology.authors:
        key = round_of(name)
        _, memory = next_quote(anthology.deck_by(name), with_room_for(key, memory), key, Random(1))
        first = round_of("Author 0")
        if first in memory.rounds:
            _, memory = next_quote(
                anthology.deck_by("Author 0"), with_room_for(first, memory), first, Random(1)
            )
    assert len(memory.rounds) == ROUNDS + 1
    assert "progress" in memory.rounds
    assert round_of("Author 0") in memory.rounds
    assert round_of("Author 1") not in memory.rounds
    assert memory.revision == 2 * len(anthology.authors)


def test_a_topics_round_makes_nobody_give_way() -> None:
    memory = Memory(rounds={round_of(str(n)): Round(1, 8) for n in range(ROUNDS)})
    assert with_room_for("progress", memory) is memory
