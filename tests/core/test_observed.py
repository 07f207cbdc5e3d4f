"""What the core tells whoever counts what happens."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from quotebot.core import front_desk
from quotebot.core.answering import Answerer
from quotebot.core.carrying import InProcessCarrier
from quotebot.core.commands import COMMANDS
from quotebot.core.daily import LEASE
from quotebot.core.daily_loop import DailyLoop
from quotebot.core.front_desk import FrontDesk
from quotebot.core.messages import (
    ActOnDaily,
    Ask,
    AskHelp,
    AskQuote,
    DailyAction,
    Dismiss,
    Person,
    Place,
    Platform,
    PressExpired,
    Request,
    SetDaily,
    ShareCorrection,
    ShareQuote,
    ShowQuote,
)
from quotebot.core.observed import AskedFor, CommandOutcome, PostOutcome, Unobserved, asked_for
from quotebot.core.plans import Gone, Later
from quotebot.core.refusals import Refusals
from quotebot.core.rotation import Memory
from quotebot.store.in_memory import InMemoryStore
from tests.anthologies import SMALL, shelf_of
from tests.core.daily_world import START, UNCLEAR, World

HERE = Place(Platform.SLACK, "T", "C")
NINE = datetime(2026, 5, 4, 9, tzinfo=UTC)


class Listener(Unobserved):
    """Keeps what it is told of commands, posts and rounds."""

    def __init__(self) -> None:
        self.answers: list[tuple[Platform, AskedFor, CommandOutcome]] = []
        self.posts: list[tuple[PostOutcome, float]] = []
        self.rounds = 0

    def answered(
        self, platform: Platform, command: AskedFor, outcome: CommandOutcome, seconds: float
    ) -> None:
        assert 0 <= seconds < 60
        self.answers.append((platform, command, outcome))

    def posted(
        self, platform: Platform, outcome: PostOutcome, lateness: float, seconds: float
    ) -> None:
        assert platform is Platform.DISCORD
        assert seconds >= 0
        self.posts.append((outcome, lateness))

    def round_done(self) -> None:
        self.rounds += 1


class StuckStore(InMemoryStore):
    async def recall(self, place: Place) -> Memory:
        await asyncio.Event().wait()
        raise AssertionError


class BrokenStore(InMemoryStore):
    async def recall(self, place: Place) -> Memory:
        raise RuntimeError("the disk is on fire")


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def desk_with(listener: Listener) -> Callable[[InMemoryStore], FrontDesk]:
    def with_store(store: InMemoryStore) -> FrontDesk:
        answerer = Answerer(shelf_of(SMALL), store, Random(1))
        return FrontDesk(answerer, lambda: "abc123", observer=listener)

    return with_store


def request(ask: Ask) -> Request:
    return Request(ask, HERE, Person("U"))


def test_every_command_counts_as_one_of_its_own() -> None:
    counted = [asked_for(command.ask) for command in COMMANDS]
    assert len(set(counted)) == len(COMMANDS)


def test_what_only_buttons_and_forms_ask_is_counted_too() -> None:
    asks: list[Ask] = [ShareQuote("one"), Dismiss(), PressExpired(), SetDaily("9", "UTC")]
    assert [asked_for(ask) for ask in asks] == ["share", "dismiss", "expired", "daily-set"]
    assert asked_for(ShareCorrection("one")) is AskedFor.SHARE
    for action in DailyAction:
        assert asked_for(ActOnDaily(action)).value == f"daily-{action}"


@pytest.mark.parametrize(
    ("ask", "command", "outcome"),
    [
        (AskQuote("progress"), AskedFor.QUOTE, CommandOutcome.ANSWERED),
        (AskHelp(), AskedFor.HELP, CommandOutcome.ANSWERED),
        (ShowQuote("no-such-quote"), AskedFor.SHOW, CommandOutcome.ANSWERED),
        (ShareQuote("no-such-quote"), AskedFor.SHARE, CommandOutcome.REFUSED),
    ],
)
async def test_an_answer_and_a_refusal_are_told_apart(
    listener: Listener,
    desk_with: Callable[[InMemoryStore], FrontDesk],
    ask: Ask,
    command: AskedFor,
    outcome: CommandOutcome,
) -> None:
    await desk_with(InMemoryStore()).reply(request(ask))
    assert listener.answers == [(Platform.SLACK, command, outcome)]


async def test_a_bug_is_told(
    listener: Listener, desk_with: Callable[[InMemoryStore], FrontDesk]
) -> None:
    await desk_with(BrokenStore()).reply(request(AskQuote()))
    assert listener.answers == [(Platform.SLACK, AskedFor.QUOTE, CommandOutcome.FAILED)]


async def test_what_takes_too_long_is_told(
    listener: Listener,
    desk_with: Callable[[InMemoryStore], FrontDesk],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(front_desk, "BUDGET", 0.0)
    await desk_with(StuckStore()).reply(request(AskQuote()))
    assert listener.answers == [(Platform.SLACK, AskedFor.QUOTE, CommandOutcome.TOO_SLOW)]


async def test_what_the_end_cuts_short_is_told(
    listener: Listener, desk_with: Callable[[InMemoryStore], FrontDesk]
) -> None:
    answering = asyncio.create_task(desk_with(StuckStore()).reply(request(AskQuote())))
    await asyncio.sleep(0)
    answering.cancel()
    await asyncio.wait({answering})
    assert answering.cancelled()
    assert listener.answers == [(Platform.SLACK, AskedFor.QUOTE, CommandOutcome.CANCELLED)]


def world_with(listener: Listener, repeatable_for: timedelta = timedelta(seconds=120)) -> World:
    world = World(repeatable_for=repeatable_for)
    world.daily = replace(world.daily, observer=listener)
    return world


async def test_a_post_is_told_with_its_lateness(listener: Listener) -> None:
    world = world_with(listener)
    await world.plan()
    world.clock.turn(NINE - START + timedelta(minutes=5))
    await world.step()
    assert listener.posts == [(PostOutcome.POSTED, 300.0)]


async def test_each_try_is_told(listener: Listener) -> None:
    world = world_with(listener)
    await world.plan()
    world.platform.next_outcomes = [(Later(60, "wait"), False), (UNCLEAR, True)]
    await world.run_until(NINE + timedelta(minutes=10))
    assert [outcome for outcome, _ in listener.posts] == ["later", "unclear", "posted"]


async def test_a_channel_that_is_gone_is_told_once(listener: Listener) -> None:
    world = world_with(listener)
    await world.plan()
    world.platform.next_outcomes = [(Gone("the channel is gone"), False)]
    await world.run_until(NINE + timedelta(days=2), timedelta(hours=1))
    assert [outcome for outcome, _ in listener.posts] == ["failed"]


async def test_what_cannot_be_found_out_is_told(listener: Listener) -> None:
    world = world_with(listener, repeatable_for=timedelta(0))
    world.platform.readable = False
    await world.plan()
    world.platform.next_outcomes = [(UNCLEAR, True)]
    await world.run_until(NINE + timedelta(minutes=5))
    assert [outcome for outcome, _ in listener.posts] == ["unclear", "unknown"]


async def test_what_is_missed_and_what_is_skipped_is_told(listener: Listener) -> None:
    world = world_with(listener)
    plan = await world.plan()
    world.clock.turn(NINE - START + timedelta(hours=3))
    await world.step()
    kept = await world.ledger.plan(plan.id)
    assert kept is not None
    tomorrow = NINE + timedelta(days=1)
    skipping = replace(kept, skip=tomorrow.date(), version=kept.version + 1)
    assert await world.ledger.change_plan(skipping)
    await world.run_until(tomorrow + timedelta(minutes=1))
    assert listener.posts == [(PostOutcome.MISSED, 10800.0), (PostOutcome.SKIPPED, 0.0)]


async def test_of_two_who_look_at_the_same_post_one_is_told(listener: Listener) -> None:
    world = world_with(listener)
    await world.plan()
    world.clock.turn(NINE - START)
    other = replace(world.process(SMALL), observer=listener)
    await world.step()
    await world.step(other)
    assert listener.posts == [(PostOutcome.POSTED, 0.0)]


async def test_a_claim_that_ran_out_is_the_others_to_tell(listener: Listener) -> None:
    """The post takes so long that another process finds it and records it first."""
    world = world_with(listener)
    await world.plan()
    world.clock.turn(NINE - START)
    other, heard_by_other = world.process(SMALL), Listener()
    other = replace(other, observer=heard_by_other)
    post = world.platform.post

    async def slow_post(place: Place, card: object, key: str) -> object:
        outcome = await post(place, card, key)  # type: ignore[arg-type]
        world.platform.post = post  # type: ignore[method-assign]
        world.clock.turn(LEASE + timedelta(seconds=1))
        await world.step(other)
        return outcome

    world.platform.post = slow_post  # type: ignore[method-assign, assignment]
    await world.step()
    assert listener.posts == []
    assert [outcome for outcome, _ in heard_by_other.posts] == ["posted"]


async def test_the_loop_tells_of_each_look_and_of_none_that_failed(listener: Listener) -> None:
    world = World()
    refusals = Refusals(world.ledger)
    loop = DailyLoop(world.daily, InProcessCarrier(), world.clock, refusals, listener)
    await loop.step(sweep=False)
    await loop.step(sweep=True)
    assert listener.rounds == 2
    await world.plan()
    world.clock.turn(NINE - START)
    broken = replace(world.daily, store=BrokenStore())
    with pytest.raises(RuntimeError):
        await DailyLoop(broken, InProcessCarrier(), world.clock, refusals, listener).step(
            sweep=False
        )
    assert listener.rounds == 2
