"""Asking on Discord by author, by words and by id, and lists, through the real discord.py."""

import asyncio

import pytest

from quotebot.core.completing import COMPLETIONS
from quotebot.core.quotes import Anthology
from quotebot.sandbox.discord import LoopbackDiscord, Message, NotOffered
from quotebot.sandbox.discord.drawing import draw
from quotebot.store.in_memory import InMemoryStore
from tests.anthologies import numbered, quote
from tests.chats import on_discord
from tests.people_and_sayings import ANTHOLOGY, INSANITY

pytestmark = pytest.mark.usefixtures("discords_own_addresses")

MANY = Anthology(
    quote(f"quote-{n:02}", f"Same words, {n}.", author=f"Writer {n:02}") for n in range(23)
)


def shown(message: Message) -> str:
    """What is drawn, on one line."""
    return " ".join(draw(message.payload).replace("┃", " ").split())


def button(message: Message, label: str) -> str:
    """The id of a button; an id that nobody wrote where there is no such button."""
    return next(
        (str(c["custom_id"]) for c in message.components() if c.get("label") == label), "none"
    )


async def test_an_author_is_suggested_by_any_name_and_answered() -> None:
    async with on_discord(ANTHOLOGY) as discord:
        found = await discord.autocomplete("quote", {"author": "mary"}, focused="author")
        assert (found[0].name, found[0].value) == ("George Eliot (Mary Ann Evans)", "George Eliot")
        card = (await discord.command("quote", {"author": found[0].value})).message
        assert not card.ephemeral
        assert "“Blessed is the man.”" in shown(card)


async def test_what_a_name_was_read_as_is_said() -> None:
    async with on_discord(ANTHOLOGY) as discord:
        card = (await discord.command("quote", {"author": "Mary Ann Evans"})).message
        assert "“Mary Ann Evans” is another name of George Eliot" in shown(card)


async def test_no_more_suggestions_come_than_discord_takes() -> None:
    many = Anthology(quote(f"quote-{n}", author=f"Writer {n} {'x' * 95}") for n in range(40))
    async with on_discord(many) as discord:
        assert await discord.autocomplete("quote", {"author": "wri"}, focused="author") == ()
        found = await discord.autocomplete("quotes show", {"id": "quote"}, focused="id")
        assert len(found) == COMPLETIONS
    async with on_discord(MANY) as discord:
        found = await discord.autocomplete("quote", {"author": ""}, focused="author")
        assert len(found) == 23


async def test_a_name_that_two_bear_is_a_private_choice_that_is_answered_for_all() -> None:
    async with on_discord(ANTHOLOGY) as discord:
        choice = (await discord.command("quote", {"author": "bacon"})).message
        assert choice.ephemeral
        answer = (await discord.press(choice, button(choice, "Roger Bacon"))).message
        assert not answer.ephemeral
        assert "“Experience sheds light.”" in shown(answer)


async def test_topic_author_and_words_narrow_together() -> None:
    asked = {"topic": "invention", "author": "lovelace", "search": "engine"}
    async with on_discord(ANTHOLOGY) as discord:
        card = (await discord.command("quote", asked)).message
        assert "weaves algebraical patterns" in shown(card)
        assert "Topic: invention" in shown(card)
        again = (await discord.press(card, button(card, "Another"))).message
        assert "weaves algebraical patterns" in shown(again)


async def test_where_nothing_is_left_something_can_be_left_out() -> None:
    async with on_discord(ANTHOLOGY) as discord:
        asked = {"topic": "learning", "author": "lovelace", "private": True}
        notice = (await discord.command("quote", asked)).message
        assert "There is no quote on learning by Ada Lovelace." in shown(notice)
        card = (await discord.press(notice, button(notice, "by Ada Lovelace"))).message
        assert card.id == notice.id
        assert "Ada Lovelace" in shown(card)


async def test_an_authors_round_goes_on_after_a_restart() -> None:
    store = InMemoryStore()
    async with LoopbackDiscord() as discord:
        async with on_discord(numbered(4), store, discord):
            first = (await discord.command("quote", {"author": "ann author"})).message
        seen = [shown(first).split("”")[0]]
        for _ in range(3):
            async with on_discord(numbered(4), store, discord):
                pressed = await discord.press(first, button(first, "Another"))
                seen.append(shown(pressed.message).split("”")[0])
    assert len(set(seen)) == 4


async def test_a_search_is_a_private_list_that_is_paged_in_place_after_a_restart() -> None:
    async with LoopbackDiscord() as discord:
        async with on_discord(MANY, world=discord):
            first = (await discord.command("quotes search", {"words": "same words"})).message
            assert first.ephemeral
            assert "23 quotes found by “same words”" in shown(first)
            assert "“Same words, 3.” — Writer 03 · #quote-03" in shown(first)
            assert button(first, "‹") == "none"
        async with on_discord(MANY, world=discord):
            second = (await discord.press(first, button(first, "›"))).message
            last = (await discord.press(second, button(second, "›"))).message
            assert first.id == second.id == last.id
            assert "Page 3 of 3" in shown(last)
            assert button(last, "›") == "none"
            second = (await discord.press(last, button(last, "‹"))).message
        fewer = Anthology(list(MANY.quotes.values())[:12])
        async with on_discord(fewer, world=discord):
            last = (await discord.press(second, button(second, "›"))).message
            assert "Page 2 of 2" in shown(last)


async def test_all_that_was_found_is_listed_beside_the_card_that_stays() -> None:
    async with on_discord(MANY) as discord:
        card = (await discord.command("quote", {"search": "same words"})).message
        assert "Found by the words “same words”" in shown(card)
        listed = (await discord.press(card, button(card, "List all 23"))).message
        assert listed.id != card.id
        assert listed.ephemeral
        assert "Page 1 of 3" in shown(listed)
        second = (await discord.press(listed, button(listed, "›"))).message
        assert second.id == listed.id
        assert "Page 2 of 3" in shown(second)


async def test_authors_are_paged_in_place() -> None:
    async with on_discord(MANY) as discord:
        first = (await discord.command("quotes authors")).message
        assert first.ephemeral
        assert "23 people are quoted" in shown(first)
        second = (await discord.press(first, button(first, "›"))).message
        assert second.id == first.id
        assert "Writer 10 (1)" in shown(second)


async def test_a_quote_is_suggested_by_its_words_and_shown_by_its_id() -> None:
    async with on_discord(ANTHOLOGY) as discord:
        found = await discord.autocomplete("quotes show", {"id": "algebraical"}, focused="id")
        assert [one.value for one in found] == ["flowers-and-leaves"]
        card = (await discord.command("quotes show", {"id": "flowers-and-leaves"})).message
        assert not card.ephemeral
        assert "weaves algebraical patterns" in shown(card)
        asked = {"id": "flowers-and-leaves", "private": True}
        assert (await discord.command("quotes show", asked)).message.ephemeral
        notice = (await discord.command("quotes show", {"id": "flowers-and-leafs"})).message
        assert notice.ephemeral
        card = (await discord.press(notice, button(notice, "flowers-and-leaves"))).message
        assert "weaves algebraical patterns" in shown(card)


@pytest.mark.parametrize("private", [True, False])
async def test_a_saying_under_a_wrong_name_is_corrected(private: bool) -> None:
    async with on_discord(ANTHOLOGY) as discord:
        asked = {"search": "faster horses", "private": private}
        card = (await discord.command("quote", asked)).message
        assert card.ephemeral is private
        for part in (
            "Many take “If I had asked people what they wanted, they would have said faster",
            "said faster horses.” for a saying of Henry Ford.",
            "No good evidence that Ford ever said it was found.",
            "The true quote that comes nearest:",
            "“Things never yet performed need untried means.” Francis Bacon",
            "How that is known ↗ https://example.com/horses",
        ):
            assert part in shown(card)
        following = (await discord.press(card, button(card, "Another"))).message
        assert (following.id == card.id) is private
        assert "Topic: invention" in shown(following)
        assert "Ford" not in shown(following)


async def test_a_whole_saying_fits_the_option_and_words_say_where_it_was_shown() -> None:
    async with on_discord(ANTHOLOGY) as discord:
        card = (await discord.command("quote", {"search": INSANITY.sayings[0]})).message
        assert "How that is known: searched in the full texts" in shown(card)
        assert "attributed to A Duke" in shown(card)


async def test_what_is_too_long_is_not_even_offered() -> None:
    async with on_discord(ANTHOLOGY) as discord:
        for command, asked in (
            ("quote", {"author": "x" * 101}),
            ("quote", {"search": "x" * 401}),
            ("quotes search", {"words": "x" * 81}),
            ("quotes show", {"id": "x" * 81}),
        ):
            with pytest.raises(NotOffered):
                await discord.command(command, asked)


@pytest.mark.parametrize(
    "forged",
    [
        "q1:find::#0123456789:",
        "q1:look:zzz::#0123456789:words",
        f"q1:found:999999999:{'x' * 82}",
        f"q1:all:{'<@123>' * 15}",
        "q1:show:no-such-quote",
        f"q1:find:{'a' * 80}:b:c",
    ],
)
async def test_a_forged_id_gets_a_private_notice_and_nothing_else(forged: str) -> None:
    async with on_discord(ANTHOLOGY) as discord:
        card = (await discord.command("quote")).message
        notice = (await discord.press(card, forged, force=True)).message
        assert notice.ephemeral
        assert notice.pings == ()
        assert "something went wrong" not in shown(notice)


async def test_fifty_presses_at_once_are_fifty_pages() -> None:
    async with on_discord(MANY) as discord:
        first = (await discord.command("quotes authors")).message
        pressed = await asyncio.gather(
            *(discord.press(first, "q1:authors:2", force=True) for _ in range(50))
        )
        assert all("Page 2 of 3" in shown(answer.message) for answer in pressed)
