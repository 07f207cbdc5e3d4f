"""Whoever set up a plan that a platform refused is told at their next command, once."""

from dataclasses import replace

from quotebot.core.messages import AskQuote, Person, Request
from quotebot.core.plans import DailyPlan, Gone
from quotebot.core.refusals import Refusals
from tests.core.daily_world import START, World

NINE = START.replace(hour=9)


async def refused() -> tuple[World, DailyPlan, Refusals]:
    world = World()
    plan = await world.plan()
    world.platform.next_outcomes = [(Gone("The channel is gone."), False)]
    await world.run_until(NINE)
    refusals = Refusals(world.ledger)
    await refusals.refresh()
    return world, plan, refusals


def command(plan: DailyPlan, person: str = "1", server: str = "S1") -> Request:
    place = replace(plan.place, server=server, channel="C7")
    return Request(AskQuote(), place, Person(person))


async def test_the_one_who_set_it_up_is_told_why_and_once() -> None:
    _, plan, refusals = await refused()
    news = await refusals.news_for(command(plan))
    assert news is not None
    assert "The channel is gone." in news.text
    assert await refusals.news_for(command(plan)) is None
    await refusals.refresh()
    assert await refusals.news_for(command(plan)) is None


async def test_nobody_else_is_told_nor_anywhere_else() -> None:
    _, plan, refusals = await refused()
    assert await refusals.news_for(command(plan, person="2")) is None
    assert await refusals.news_for(command(plan, server="S2")) is None


async def test_a_plan_that_was_changed_meanwhile_is_left_to_the_next_look() -> None:
    world, plan, refusals = await refused()
    kept = await world.ledger.plan(plan.id)
    assert kept is not None
    assert await world.ledger.change_plan(replace(kept, version=kept.version + 1))
    assert await refusals.news_for(command(plan)) is None
    await refusals.refresh()
    assert await refusals.news_for(command(plan)) is not None
