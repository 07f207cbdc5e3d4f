"""Daily plans and their turns as cells of a table, and as dictionaries for programs."""

from typing import Any, Final

from quotebot.cli.turns import Turn
from quotebot.core import daily_wording
from quotebot.core.plans import DailyPlan

PLAN_HEAD: Final = (
    *("ID", "PLATFORM", "SERVER", "CHANNEL"),
    *("SCHEDULE", "NEXT THERE", "NEXT IN UTC", "STATE"),
)
COMING_HEAD: Final = ("UTC", "THERE", "ID", "PLATFORM", "SERVER", "CHANNEL", "NOTE")
TURN_HEAD: Final = ("DATE", "THERE", "UTC", "NOTE")
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def plan_cells(plan: DailyPlan, upcoming: Turn | None) -> tuple[str, ...]:
    state = f"{plan.state}: {plan.reason}" if plan.reason else str(plan.state)
    skipping = f"; skips {plan.skip.isoformat()}" if plan.skip else ""
    return (
        *(str(plan.id), plan.place.platform, plan.place.server, plan.place.channel),
        daily_wording.schedule_in_words(plan.schedule),
        *((upcoming.local, upcoming.utc) if upcoming else ("", "")),
        state + skipping,
    )


def plan_dictionary(plan: DailyPlan, upcoming: Turn | None) -> dict[str, Any]:
    return _place(plan) | {
        "time": plan.schedule.time.isoformat("minutes"),
        "zone": plan.schedule.zone,
        "days": [_DAYS[day] for day in sorted(plan.schedule.days)],
        "topics": list(plan.topics),
        "state": plan.state,
        "reason": plan.reason,
        "skip": plan.skip.isoformat() if plan.skip else None,
        "next": upcoming.as_dictionary() if upcoming else None,
    }


def coming_cells(plan: DailyPlan, turn: Turn) -> tuple[str, ...]:
    place = plan.place
    where = (str(plan.id), place.platform, place.server, place.channel)
    return turn.utc, turn.local, *where, turn.notes


def coming_dictionary(plan: DailyPlan, turn: Turn) -> dict[str, Any]:
    return _place(plan) | turn.as_dictionary()


def turn_cells(turn: Turn) -> tuple[str, ...]:
    return turn.date, turn.local, turn.utc, turn.notes


def _place(plan: DailyPlan) -> dict[str, Any]:
    place = plan.place
    return {
        "id": plan.id,
        "platform": place.platform,
        "server": place.server,
        "channel": place.channel,
    }
