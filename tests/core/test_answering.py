"""Requests and their replies."""

import asyncio
from random import Random

import pytest

from quotebot.core.answering import Answerer
from quotebot.core.author_rounds import ROUNDS
from quotebot.core.buttons import MAX_TYPED
from quotebot.core.errors import PersonError, StoreError
from quotebot.core.messages import (
    Ask,
    AskHelp,
    AskQuote,
    Choice,
    Help,
    ListAuthors,
    ListFound,
    Listing,
    ListTopics,
    Notice,
    Person,
    Place,
    Platform,
    PressExpired,
    QuoteCard,
    Reply,
    Request,
    ShowQuote,
)
from quotebot.core.quotes import Anthology
from quotebot.core.rotation import Memory
from quotebot.store.in_memory import InMemoryStore
from tests.anthologies import DATA, SMALL, WASTE, numbered, quote, shelf_of
from tests.people_and_sayings import ANTHOLOGY, HORSES, METHOD

HERE = Place(Platform.SLACK, "T1", "C1")
THERE = Place(Platform.SLACK, "T1", "C2")
PERSON = Person("U1", "Ada")


class Asker:
    def __init__(self, anthology: Anthology) -> None:
        self.store = InMemoryStore()
        self.answerer = Answerer(shelf_of(anthology), self.store, Random(1))

    async def ask(self, ask: Ask, place: Place = HERE) -> Reply:
        return await self.answerer.answer(Request(ask, place, PERSON))

    async def card(self, ask: Ask, place: Place = HERE) -> QuoteCard:
        reply = await self.ask(ask, place)
        assert isinstance(reply, QuoteCard)
        return reply


async def test_a_topic_gets_a_quote_on_it() -> None:
    card = await Asker(SMALL).card(AskQuote("waste"))
    assert (card.quote, card.topic, card.matched, card.found) == (WASTE, "waste", "topic", None)
    assert card.another.ask == AskQuote("waste")
    assert not card.private


async def test_no_topic_gets_any_quote_and_names_no_topic() -> None:
    card = await Asker(SMALL).card(AskQuote())
    assert (card.topic, card.matched, card.found) == (None, None, None)
    assert card.another.ask == AskQuote()


@pytest.mark.parametrize(
    ("typed", "matched", "said", "another"),
    [
        ("failing", "alias", "failure", "failure"),
        ("progres", "spelling", "progress", "progress"),
        ("diminishing returns", "words", "diminishing returns", "diminishing returns"),
    ],
)
async def test_the_answer_says_how_it_was_found_when_not_by_its_topic(
    typed: str, matched: str, said: str, another: str
) -> None:
    card = await Asker(SMALL).card(AskQuote(typed))
    assert card.matched == matched
    assert card.found is not None
    assert said in card.found
    assert card.another.ask == AskQuote(another)


async def test_what_nothing_matches_gets_the_nearest_topics_as_buttons() -> None:
    reply = await Asker(SMALL).ask(AskQuote("prog"))
    assert isinstance(reply, Notice)
    assert "“prog”" in reply.text
    assert reply.choices[0].ask == AskQuote("progress")


async def test_what_nothing_resembles_gets_the_largest_topics_as_buttons() -> None:
    reply = await Asker(SMALL).ask(AskQuote("xyzzy"))
    assert isinstance(reply, Notice)
    assert reply.choices[0].ask == AskQuote("progress")
    assert len(reply.choices) == 5


async def test_a_misspelt_alias_is_named_with_its_topic() -> None:
    card = await Asker(SMALL).card(AskQuote("motivatoin"))
    assert card.found == "Closest to “motivatoin”: motivation, which is under persistence"


async def test_a_channel_sees_all_of_a_topic_before_anything_again() -> None:
    asker = Asker(numbered(12))
    shown = [(await asker.card(AskQuote("progress"))).quote.id for _ in range(12)]
    assert len(set(shown)) == 12


async def test_channels_do_not_disturb_each_other() -> None:
    asker = Asker(numbered(6))
    here = [(await asker.card(AskQuote("progress"))).quote.id for _ in range(3)]
    there = [(await asker.card(AskQuote("progress"), THERE)).quote.id for _ in range(6)]
    here += [(await asker.card(AskQuote("progress"))).quote.id for _ in range(3)]
    assert len(set(here)) == len(set(there)) == 6


async def test_fifty_people_at_once_in_one_channel_get_fifty_quotes() -> None:
    asker = Asker(numbered(50))
    cards = await asyncio.gather(*(asker.card(AskQuote("progress")) for _ in range(50)))
    assert len({card.quote.id for card in cards}) == 50


async def test_a_private_answer_does_not_move_the_round() -> None:
    asker = Asker(numbered(5))
    shown = []
    for _ in range(5):
        shown.append((await asker.card(AskQuote("progress"))).quote.id)
        private = await asker.card(AskQuote("progress", private=True))
        assert private.private
    assert len(set(shown)) == 5


async def test_another_one_in_private_is_another_one() -> None:
    asker = Asker(numbered(2))
    card = await asker.card(AskQuote("progress", private=True))
    for _ in range(10):
        assert isinstance(card.another.ask, AskQuote)
        following = await asker.card(card.another.ask)
        assert following.quote != card.quote
        card = following


async def test_a_rotation_survives_a_new_answerer_on_the_same_store() -> None:
    asker = Asker(numbered(8))
    shown = [(await asker.card(AskQuote("progress"))).quote.id for _ in range(4)]
    asker.answerer = Answerer(shelf_of(numbered(8)), asker.store, Random(2))
    shown += [(await asker.card(AskQuote("progress"))).quote.id for _ in range(4)]
    assert len(set(shown)) == 8


async def test_a_line_that_is_too_long_is_refused_with_its_beginning_said_back() -> None:
    with pytest.raises(PersonError, match=r"2,999 characters; at most 80") as refusal:
        await Asker(SMALL).ask(AskQuote("@everyone " * 300))
    assert len(str(refusal.value)) < 200


async def test_a_topic_of_the_greatest_length_still_fits_a_button() -> None:
    text = "x" * MAX_TYPED
    card = await Asker(Anthology([quote("long", f"A {text} word")])).card(AskQuote(text))
    assert card.another.ask == AskQuote(text)


async def test_an_authors_quotes_all_come_before_any_comes_again() -> None:
    asker = Asker(numbered(12))
    shown = [(await asker.card(AskQuote(author="ann author"))).quote.id for _ in range(12)]
    assert len(set(shown)) == 12


async def test_the_rounds_of_an_author_and_of_a_topic_that_is_called_alike_are_two() -> None:
    asker = Asker(Anthology([quote("one", topics=("plato",), author="Plato")]))
    for _ in range(2):
        await asker.card(AskQuote("plato"))
        await asker.card(AskQuote(author="Plato"))
    assert set((await asker.store.recall(HERE)).rounds) == {"plato", "by:Plato"}


async def test_however_many_authors_are_asked_for_a_channel_remembers_few() -> None:
    asker = Asker(Anthology([quote(f"q-{n}", author=f"Author {n:03}") for n in range(60)]))
    for number in range(60):
        await asker.card(AskQuote(author=f"Author {number:03}"))
    assert len((await asker.store.recall(HERE)).rounds) == ROUNDS


async def test_another_by_the_author_is_asked_for_by_a_tag() -> None:
    asker = Asker(SMALL)
    card = await asker.card(AskQuote(author="corrado"))
    assert (card.quote, card.found) == (DATA, "“corrado” was read as Greg Corrado")
    assert isinstance(card.another.ask, AskQuote)
    again = await asker.card(card.another.ask)
    assert (again.quote, again.found) == (DATA, None)


async def test_a_quote_is_shown_by_its_id_and_counts_as_shown() -> None:
    asker = Asker(numbered(3))
    card = await asker.card(ShowQuote("quote-1"))
    assert (card.quote.id, card.matched, card.private) == ("quote-1", "id", False)
    assert card.another.ask == AskQuote("progress")
    assert (await asker.store.recall(HERE)).recent == ("quote-1",)
    assert (await asker.card(ShowQuote("Quote-1", private=True))).private


async def test_an_id_that_is_none_gets_the_nearest() -> None:
    reply = await Asker(SMALL).ask(ShowQuote("waste-is-progres", private=True))
    assert isinstance(reply, Notice)
    assert reply.choices[0] == Choice(
        "waste-is-progress", ShowQuote("waste-is-progress", private=True)
    )
    reply = await Asker(SMALL).ask(ShowQuote("<@123> zzz"))
    assert isinstance(reply, Notice)
    assert "“<@123> zzz”. A search" in reply.text
    with pytest.raises(PersonError, match="by its id"):
        await Asker(SMALL).ask(ShowQuote(""))


async def test_another_one_by_the_author_in_private_is_another_one() -> None:
    asker = Asker(numbered(2))
    card = await asker.card(AskQuote(author="ann author", words="words", private=True))
    for _ in range(5):
        assert isinstance(card.another.ask, AskQuote)
        assert card.another.ask.words == "words"
        following = await asker.card(card.another.ask)
        assert following.private
        assert following.quote != card.quote
        card = following


async def test_a_saying_under_a_wrong_name_comes_with_what_is_known() -> None:
    asker = Asker(ANTHOLOGY)
    for ask in (AskQuote("faster horses"), AskQuote(author="ford", words="horses", private=True)):
        card = await asker.card(ask)
        assert (card.quote, card.corrects, card.private) == (METHOD, HORSES, ask.private)
        assert isinstance(card.another.ask, AskQuote)
        following = await asker.card(card.another.ask)
        assert (following.topic, following.corrects) == ("invention", None)
        assert following.private is ask.private


async def test_a_list_of_what_is_such_a_saying_is_the_correction() -> None:
    card = await Asker(ANTHOLOGY).ask(ListFound("faster horses"))
    assert isinstance(card, QuoteCard)
    assert card.corrects == HORSES
    assert card.private


@pytest.mark.parametrize(
    ("ask", "title"),
    [
        (ListTopics(), "6 topics"),
        (ListAuthors(), "4 people are quoted"),
        (ListFound("progress"), "1 quote found by “progress”"),
    ],
)
async def test_lists_are_given(ask: Ask, title: str) -> None:
    reply = await Asker(SMALL).ask(ask)
    assert isinstance(reply, Listing)
    assert reply.title == title


async def test_help_is_given() -> None:
    assert await Asker(SMALL).ask(AskHelp()) == Help()


async def test_a_button_that_cannot_be_read_says_so() -> None:
    with pytest.raises(PersonError, match="expired"):
        await Asker(SMALL).ask(PressExpired())


async def test_an_empty_library_says_so() -> None:
    with pytest.raises(PersonError, match="no quote"):
        await Asker(Anthology([])).ask(AskQuote())


async def test_a_topic_that_left_the_library_is_looked_for_like_any_word() -> None:
    card = await Asker(SMALL).card(AskQuote("returns"))
    assert card.quote == DATA


class BrokenStore(InMemoryStore):
    async def recall(self, place: Place) -> Memory:
        raise StoreError("the disk is full")


@pytest.mark.parametrize("private", [True, False])
async def test_without_a_database_there_are_still_quotes(
    private: bool, caplog: pytest.LogCaptureFixture
) -> None:
    answerer = Answerer(shelf_of(SMALL), BrokenStore(), Random(1))
    ask = AskQuote("waste", private=private)
    reply = await answerer.answer(Request(ask, HERE, PERSON))
    assert isinstance(reply, QuoteCard)
    assert reply.quote == WASTE
    assert private or "the disk is full" in caplog.text
