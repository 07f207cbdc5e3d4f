"""Setting up daily quotes, and everything that can be done with them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from quotebot.core.daily_desk import PLANS_IN_A_SERVER, DailyDesk
from quotebot.core.errors import PersonError
from quotebot.core.messages import (
    ActOnDaily,
    AskToday,
    DailyAction,
    DailyAsk,
    DailyForm,
    FillInDaily,
    ListDaily,
    Listing,
    Notice,
    Person,
    Place,
    Platform,
    QuoteCard,
    Reply,
    Request,
    SetDaily,
)
from quotebot.core.plans import DeliveryState, Gone, Outcome, Posted, Unclear
from tests.anthologies import numbered
from tests.core.daily_world import World

HERE = Place(Platform.DISCORD, "S1", "C1")
ADA = Person("1", "Ada", runs_place=True)
MAX = Person("2", "Max")
NINE = datetime(2026, 5, 4, 9, tzinfo=UTC)
SET = SetDaily("9:00", "europe/london", "mon-fri", "progress")


class Channels:
    """What was announced where; some channels cannot be posted in."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []
        self.closed: set[str] = set()

    async def announce(self, place: Place, text: str) -> Outcome:
        if place.channel in self.closed:
            return Gone("I may not send messages in this channel.")
        self.said.append((place.channel, text))
        return Posted("1")


class Office:
    """A desk in a world."""

    def __init__(self, world: World | None = None) -> None:
        self.world = world or World()
        self.channels = Channels()
        self.desk = DailyDesk(
            self.world.daily,
            {Platform.DISCORD: self.channels},
            self.world.daily.chance,
        )

    async def ask(self, ask: DailyAsk, person: Person = ADA, place: Place = HERE) -> Reply:
        return await self.desk.answer(Request(ask, place, person), ask)

    async def text(self, ask: DailyAsk, person: Person = ADA, place: Place = HERE) -> str:
        reply = await self.ask(ask, person, place)
        assert isinstance(reply, Notice)
        return reply.text


async def test_setting_up_says_when_it_comes_and_announces_it_in_the_channel() -> None:
    office = Office()
    text = await office.text(SET)
    assert "Mon, Tue, Wed, Thu, Fri at 09:00 (Europe/London), on progress" in text
    assert "Next post: Tue 05 May 2026, 09:00 BST" in text
    ((channel, announced),) = office.channels.said
    assert channel == "C1"
    assert "by Ada" in announced
    assert "can stop it" in announced


async def test_what_was_set_up_comes() -> None:
    office = Office()
    await office.ask(replace(SET, zone="UTC"))
    await office.world.run_until(NINE)
    assert len(office.world.platform.posts) == 1


async def test_another_channel_can_be_named() -> None:
    office = Office()
    await office.ask(replace(SET, channel="C9"))
    assert office.channels.said[0][0] == "C9"


async def test_setting_the_same_channel_and_time_again_changes_the_plan() -> None:
    office = Office()
    await office.ask(SET)
    text = await office.text(replace(SET, zone="UTC", days=None, topics=None))
    assert text.startswith("Daily quote 1: every day at 09:00 (UTC).")
    listing = await office.ask(ListDaily())
    assert isinstance(listing, Listing)
    assert len(listing.rows) == 1
    assert len(office.channels.said) == 1


@pytest.mark.parametrize("ask", [SET, FillInDaily(), ListDaily(), ActOnDaily(DailyAction.PAUSE)])
async def test_only_those_who_run_the_place_may(ask: DailyAsk) -> None:
    with pytest.raises(PersonError, match="Only those who run this place"):
        await Office().ask(ask, MAX)


async def test_a_direct_message_has_no_daily_quote() -> None:
    with pytest.raises(PersonError, match="belongs to a channel"):
        await Office().ask(SET, ADA, Place(Platform.DISCORD, "", "D1"))


async def test_a_channel_where_the_bot_may_not_post_is_refused_with_the_reason() -> None:
    office = Office()
    office.channels.closed.add("C1")
    with pytest.raises(PersonError, match="I may not send messages"):
        await office.ask(SET)
    assert await office.text(ListDaily()) == "No daily quote is set up here."


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (replace(SET, time="25:00"), "no time of day"),
        (replace(SET, zone="Mars/Phobos"), "no time zone"),
        (replace(SET, days="someday"), "no days"),
        (replace(SET, topics="xyzzy"), "no topic"),
    ],
)
async def test_what_cannot_be_read_is_refused_and_nothing_is_set_up(
    wrong: SetDaily, said: str
) -> None:
    office = Office()
    with pytest.raises(PersonError, match=said):
        await office.ask(wrong)
    assert await office.text(ListDaily()) == "No daily quote is set up here."


async def test_there_is_a_cap() -> None:
    office = Office()
    for minute in range(PLANS_IN_A_SERVER):
        await office.ask(replace(SET, time=f"10:{minute:02}"))
    with pytest.raises(PersonError, match=f"{PLANS_IN_A_SERVER} daily quotes already"):
        await office.ask(SET)


async def test_of_several_plans_the_number_says_which() -> None:
    office = Office()
    await office.ask(SET)
    await office.ask(replace(SET, time="10:00"))
    with pytest.raises(PersonError, match="by its number: 1, 2"):
        await office.ask(ActOnDaily(DailyAction.STATUS))
    assert "Daily quote 2" in await office.text(ActOnDaily(DailyAction.STATUS, 2))
    with pytest.raises(PersonError, match="by its number"):
        await office.ask(ActOnDaily(DailyAction.STATUS, 3))


async def test_a_plan_of_another_server_cannot_be_touched() -> None:
    office = Office()
    await office.ask(SET)
    with pytest.raises(PersonError, match="No daily quote"):
        await office.ask(ActOnDaily(DailyAction.REMOVE, 1), ADA, replace(HERE, server="S2"))


async def test_paused_it_does_not_come_and_resumed_it_does() -> None:
    office = Office()
    await office.ask(replace(SET, zone="UTC", days=None))
    assert "Paused." in await office.text(ActOnDaily(DailyAction.PAUSE))
    await office.world.run_until(NINE + timedelta(hours=3), timedelta(minutes=10))
    assert office.world.platform.posts == []
    assert "Next post: Tue 05 May" in await office.text(ActOnDaily(DailyAction.RESUME))
    await office.world.run_until(NINE + timedelta(days=1), timedelta(minutes=10))
    assert len(office.world.platform.posts) == 1


async def test_skipped_once_it_comes_the_day_after() -> None:
    office = Office()
    await office.ask(replace(SET, zone="UTC", days=None))
    text = await office.text(ActOnDaily(DailyAction.SKIP))
    assert "2026-05-04 is skipped; next post: Tue 05 May" in text
    await office.world.run_until(NINE + timedelta(days=1), timedelta(minutes=10))
    assert len(office.world.platform.posts) == 1


async def test_removed_it_is_gone() -> None:
    office = Office()
    await office.ask(SET)
    assert "is removed" in await office.text(ActOnDaily(DailyAction.REMOVE))
    assert await office.text(ListDaily()) == "No daily quote is set up here."


async def test_the_preview_is_private_and_is_what_comes() -> None:
    office = Office()
    await office.ask(replace(SET, zone="UTC"))
    preview = await office.ask(ActOnDaily(DailyAction.PREVIEW))
    assert isinstance(preview, QuoteCard)
    assert preview.private
    assert preview.explanation is not None
    assert "2026-05-04" in preview.explanation
    await office.world.run_until(NINE)
    assert office.world.platform.posts[0][2].quote == preview.quote


async def test_the_status_says_what_became_of_the_last() -> None:
    office = Office()
    await office.ask(replace(SET, zone="UTC"))
    assert "The one of" not in await office.text(ActOnDaily(DailyAction.STATUS))
    await office.world.run_until(NINE)
    text = await office.text(ActOnDaily(DailyAction.STATUS))
    assert "The one of 2026-05-04 was posted." in text


async def test_a_refusal_is_told_in_the_status_and_lifted_by_resuming() -> None:
    office = Office()
    await office.ask(replace(SET, zone="UTC"))
    office.world.platform.next_outcomes = [(Gone("The channel is gone."), False)]
    await office.world.run_until(NINE)
    assert "Stopped: The channel is gone." in await office.text(ActOnDaily(DailyAction.STATUS))
    assert "Next post" in await office.text(ActOnDaily(DailyAction.RESUME))


async def test_an_unknown_post_can_be_sent_by_hand() -> None:
    office = Office(World(repeatable_for=timedelta(0), readable=False))
    await office.ask(replace(SET, zone="UTC"))
    office.world.platform.next_outcomes = [(Unclear("no answer"), False)]
    await office.world.run_until(NINE + timedelta(minutes=5))
    status = await office.ask(ActOnDaily(DailyAction.STATUS))
    assert isinstance(status, Notice)
    assert "may or may not have been posted" in status.text
    (send_now,) = status.choices
    assert isinstance(send_now.ask, ActOnDaily)
    await office.ask(send_now.ask)
    await office.world.run_until(NINE + timedelta(minutes=10))
    assert len(office.world.platform.posts) == 1
    row = await office.world.ledger.latest_delivery(1)
    assert row is not None
    assert row.state is DeliveryState.POSTED
    with pytest.raises(PersonError, match="no post of which"):
        await office.ask(send_now.ask)


async def test_today_shows_the_channels_latest_daily_quote_to_anyone_alone() -> None:
    office = Office()
    await office.ask(replace(SET, zone="UTC"))
    await office.world.run_until(NINE)
    card = await office.ask(AskToday(), MAX)
    assert isinstance(card, QuoteCard)
    assert card.private
    assert card.quote == office.world.platform.posts[0][2].quote


async def test_today_without_a_plan_is_the_servers_quote_of_that_date() -> None:
    office = Office(World(anthology=numbered(500)))
    cards = [await office.ask(AskToday(), MAX, replace(HERE, channel=f"C{i}")) for i in range(5)]
    assert len({card.quote.id for card in cards if isinstance(card, QuoteCard)}) == 1
    office.world.clock.turn(timedelta(days=1))
    tomorrow = await office.ask(AskToday(), MAX)
    assert isinstance(tomorrow, QuoteCard)
    assert tomorrow.quote.id != cards[0].quote.id  # type: ignore[union-attr]


async def test_the_form_offers_the_topics() -> None:
    form = await Office().ask(FillInDaily())
    assert isinstance(form, DailyForm)
    assert form.topics == ("progress",)
