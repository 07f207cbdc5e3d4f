"""Answers what people ask about daily quotes: set up, see, try, pause, skip, remove, today."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Final, assert_never

from quotebot.core import daily_wording, wording
from quotebot.core.choosing import daily_card
from quotebot.core.daily import DailyRound
from quotebot.core.daily_words import read_days, read_time, read_topics, read_zone
from quotebot.core.errors import PersonError
from quotebot.core.messages import (
    ActOnDaily,
    AskQuote,
    AskToday,
    Choice,
    DailyAction,
    DailyAsk,
    DailyForm,
    FillInDaily,
    ListDaily,
    Listing,
    Notice,
    Place,
    Platform,
    QuoteCard,
    Reply,
    Request,
    SetDaily,
)
from quotebot.core.plans import DailyPlan, DeliveryState, Gone, Outcome, PlanState, Posted, Unclear
from quotebot.core.ports import Announcer, Ledger
from quotebot.core.schedule import Schedule, next_occurrence

PLANS_IN_A_SERVER: Final = 20
ANNOUNCE_SECONDS: Final = 1.0  # leaves the rest of the front desk's budget for the ledger


@dataclass(frozen=True, slots=True)
class DailyDesk:
    """Everything about daily quotes that a person can ask for."""

    daily: DailyRound
    announcers: Mapping[Platform, Announcer]
    chance: Random

    async def answer(self, request: Request, ask: DailyAsk) -> Reply:
        """Raises PersonError when it cannot be done, StoreError without a database."""
        if isinstance(ask, AskToday):
            return await self._today(request.place)
        if not request.place.server:
            raise PersonError(daily_wording.NOT_IN_PRIVATE)
        if isinstance(ask, ActOnDaily):
            return await self._act(request, ask.action, await self._plan(request, ask.plan))
        if not request.person.runs_place:
            raise PersonError(daily_wording.ONLY_WHO_RUNS_IT)
        match ask:
            case SetDaily():
                return await self._set(request, ask)
            case FillInDaily():
                return DailyForm(tuple(self.daily.shelf.library.anthology.topics))
            case ListDaily():
                return await self._list(request.place)
            case _:
                assert_never(ask)

    async def _set(self, request: Request, ask: SetDaily) -> Notice:
        schedule = Schedule(read_time(ask.time), read_zone(ask.zone), read_days(ask.days))
        topics = read_topics(ask.topics, self.daily.shelf.library.topics)
        place = replace(request.place, channel=ask.channel or request.place.channel)
        plans = await self._ledger.plans_of(place.platform, place.server)
        wanted = DailyPlan(
            place=place, schedule=schedule, topics=topics, set_up_by=request.person,
            next_at=next_occurrence(schedule, self.daily.clock.now()).at,
        )  # fmt: skip
        same = [p for p in plans if (p.place, p.schedule.time) == (place, schedule.time)]
        if same:
            return await self._change(same[0], wanted)
        if len(plans) >= PLANS_IN_A_SERVER:
            raise PersonError(daily_wording.too_many_plans(PLANS_IN_A_SERVER))
        kept = await self._ledger.add_plan(wanted)
        if kept is None:
            raise PersonError(daily_wording.CHANGED_MEANWHILE)
        announced = await self._announce(kept)
        if isinstance(announced, Gone):
            await self._ledger.remove_plan(kept.id)
            raise PersonError(daily_wording.cannot_post_there(announced.reason))
        text = daily_wording.plan_set(kept, self.daily.clock.now())
        if not isinstance(announced, Posted):
            text = f"{text}\n{daily_wording.not_announced(announced.reason)}"
        return Notice(text)

    async def _announce(self, plan: DailyPlan) -> Outcome:
        """Tell the channel of a plan just kept; the plan goes if nobody waits for that any more."""
        announcer = self.announcers[plan.place.platform]
        try:
            async with asyncio.timeout(ANNOUNCE_SECONDS):
                return await announcer.announce(plan.place, daily_wording.plan_announced(plan))
        except TimeoutError:
            return Unclear(daily_wording.NO_ANSWER_IN_TIME)
        except asyncio.CancelledError:
            await self._ledger.remove_plan(plan.id)
            raise

    async def _change(self, kept: DailyPlan, wanted: DailyPlan) -> Notice:
        changed = replace(
            wanted, id=kept.id, set_up_by=kept.set_up_by, skip=kept.skip, version=kept.version + 1
        )
        await self._keep(changed)
        return Notice(daily_wording.plan_set(changed, self.daily.clock.now()))

    async def _list(self, place: Place) -> Reply:
        plans = await self._ledger.plans_of(place.platform, place.server)
        if not plans:
            return Notice(daily_wording.NO_PLANS)
        return Listing(
            title=daily_wording.plans_title(len(plans)),
            rows=tuple(daily_wording.plan_row(plan, self.daily.clock.now()) for plan in plans),
            footer=daily_wording.PLANS_FOOTER,
        )

    async def _plan(self, request: Request, number: int | None) -> DailyPlan:
        """The plan that is meant, of those that the person may change: all, or their own."""
        person, place = request.person, request.place
        kept = await self._ledger.plans_of(place.platform, place.server)
        plans = [plan for plan in kept if person.runs_place or plan.set_up_by.id == person.id]
        if not plans and not person.runs_place:
            raise PersonError(daily_wording.ONLY_WHO_RUNS_IT)
        if not plans:
            raise PersonError(daily_wording.NO_PLANS)
        found = [plan for plan in plans if number in (None, plan.id)]
        if len(found) != 1:
            raise PersonError(daily_wording.which_plan([plan.id for plan in plans]))
        return found[0]

    async def _act(self, request: Request, action: DailyAction, plan: DailyPlan) -> Reply:
        match action:
            case DailyAction.STATUS:
                return await self._status(request, plan)
            case DailyAction.PREVIEW:
                return await self._preview(plan)
            case DailyAction.PAUSE:
                paused = replace(plan, state=PlanState.PAUSED, next_at=None)
                return await self._changed(paused)
            case DailyAction.RESUME:
                return await self._resume(plan)
            case DailyAction.SKIP:
                return await self._skip(plan)
            case DailyAction.REMOVE:
                await self._ledger.remove_plan(plan.id)
                return Notice(daily_wording.plan_removed(plan))
            case DailyAction.SEND_NOW:
                return await self._send_now(plan)
            case _:
                assert_never(action)

    async def _status(self, request: Request, plan: DailyPlan) -> Notice:
        latest = await self._ledger.latest_delivery(plan.id)
        if not plan.told and request.person.id == plan.set_up_by.id:
            await self._ledger.change_plan(replace(plan, told=True, version=plan.version + 1))
        choices: tuple[Choice, ...] = ()
        if latest is not None and latest.state is DeliveryState.UNKNOWN:
            choices = (Choice(daily_wording.SEND_NOW, ActOnDaily(DailyAction.SEND_NOW, plan.id)),)
        return Notice(daily_wording.plan_status(plan, latest, self.daily.clock.now()), choices)

    async def _preview(self, plan: DailyPlan) -> Reply:
        delivery = await self.daily.reserve(plan)
        if delivery is None:
            raise PersonError(wording.EMPTY)
        quote = self.daily.shelf.library.anthology.quotes.get(delivery.quote_id or "")
        if quote is None:
            raise PersonError(wording.EMPTY)
        card = daily_card(quote, delivery, plan)
        return replace(
            card,
            another=Choice(wording.ANOTHER, AskQuote(delivery.topic, private=True)),
            private=True,
            explanation=daily_wording.preview_of(delivery.day),
        )

    async def _resume(self, plan: DailyPlan) -> Notice:
        upcoming = next_occurrence(plan.schedule, self.daily.clock.now())
        return await self._changed(
            replace(plan, state=PlanState.ACTIVE, next_at=upcoming.at, reason=None, told=True)
        )

    async def _skip(self, plan: DailyPlan) -> Notice:
        if plan.state is not PlanState.ACTIVE:
            raise PersonError(daily_wording.NOT_ACTIVE)
        upcoming = next_occurrence(plan.schedule, self.daily.clock.now())
        return await self._changed(replace(plan, skip=upcoming.day))

    async def _send_now(self, plan: DailyPlan) -> Notice:
        """A post of which nobody knew whether it came: a person says that it did not."""
        latest = await self._ledger.latest_delivery(plan.id)
        if latest is None or latest.state is not DeliveryState.UNKNOWN:
            raise PersonError(daily_wording.NOTHING_UNKNOWN)
        again = replace(
            latest, state=DeliveryState.PLANNED, due_at=self.daily.clock.now(), attempts=0,
            first_try=None, not_before=None, lease_until=None, reason=None,
        )  # fmt: skip
        if not await self._ledger.settle(again):
            raise PersonError(daily_wording.CHANGED_MEANWHILE)
        return Notice(daily_wording.SENDING_NOW)

    async def _changed(self, plan: DailyPlan) -> Notice:
        await self._keep(replace(plan, version=plan.version + 1))
        return Notice(daily_wording.plan_set(plan, self.daily.clock.now()))

    async def _keep(self, plan: DailyPlan) -> None:
        if not await self._ledger.change_plan(plan):
            raise PersonError(daily_wording.CHANGED_MEANWHILE)

    async def _today(self, place: Place) -> QuoteCard:
        posted = await self._ledger.latest_posted(place)
        quotes = self.daily.shelf.library.anthology.quotes
        quote = quotes.get(posted.quote_id or "") if posted else None
        if quote is None:
            if not quotes:
                raise PersonError(wording.EMPTY)
            day = self.daily.clock.now().date()
            candidate = self.chance.choice(self.daily.shelf.library.anthology.everything.quotes)
            quote_id = await self._ledger.quote_of_the_day(place, day, candidate.id)
            quote = quotes.get(quote_id, candidate)
        return QuoteCard(
            quote=quote,
            topic=posted.topic if posted else None,
            matched=None,
            found=None,
            another=Choice(wording.ANOTHER, AskQuote(private=True)),
            private=True,
            explanation=daily_wording.todays(posted.day if posted else None),
        )

    @property
    def _ledger(self) -> Ledger:
        return self.daily.ledger
