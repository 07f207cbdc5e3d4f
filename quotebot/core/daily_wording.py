"""What the bot says about daily quotes, in its own voice; English."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from quotebot.core.plans import DailyPlan, Delivery, DeliveryState, PlanState
from quotebot.core.schedule import EVERY_DAY, Schedule, next_occurrence
from quotebot.core.wording import echo

SEND_NOW: Final = "Send now"
NOT_IN_PRIVATE: Final = "A daily quote belongs to a channel of a server or workspace."
ONLY_WHO_RUNS_IT: Final = (
    "Only those who run this place can change its daily quotes: on Discord whoever may manage the"
    " server, on Slack the workspace's owners and admins, and the people named in the settings."
)
CHANGED_MEANWHILE: Final = "Somebody else changed this at the same moment. Look again, then retry."
NO_PLANS: Final = "No daily quote is set up here."
USE_DAILY_SET: Final = (
    "Set up a daily quote with /daily set on Discord, or with /quote daily on Slack."
)
NOT_ACTIVE: Final = "This daily quote is not active: resume it first."
NOTHING_UNKNOWN: Final = "There is no post of which it is unknown whether it came."
SENDING_NOW: Final = "It will be posted in a moment."
TOO_LATE: Final = "It could not be posted within the time of grace."
RESTORED: Final = "The database was restored from a backup, which does not know whether it came."
NO_ANSWER_IN_TIME: Final = "No answer came in time."
NO_FORM: Final = "The form could not be opened. Please try again in a moment."
IN_A_THREAD: Final = "This channel is a thread: once it is locked, its daily quote stops."
IN_AN_ANNOUNCEMENT_CHANNEL: Final = (
    "This is an announcement channel: its followers elsewhere see only the posts that somebody"
    " publishes."
)
IN_THE_GENERAL_CHANNEL: Final = (
    "Everybody reads this channel. In one of its own, people can mute the daily quote."
)
PLANS_FOOTER: Final = "Use the number to say which one you mean."

_DAY_NAMES: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_RESULTS: Final = {
    DeliveryState.RESERVED: "is waiting",
    DeliveryState.PLANNED: "is about to be posted",
    DeliveryState.SENDING: "is being posted",
    DeliveryState.POSTED: "was posted",
    DeliveryState.FAILED: "failed",
    DeliveryState.MISSED: "was missed",
    DeliveryState.UNKNOWN: "may or may not have been posted: look, and press Send now if not",
    DeliveryState.SKIPPED: "was skipped, as you wished",
}


def no_time(typed: str) -> str:
    return f"{echo(typed)} is no time of day: write it like 09:00 or 9:30 pm."


def no_zone(typed: str, near: Sequence[str]) -> str:
    return f"{echo(typed)} is no time zone. Did you mean {' or '.join(near)}?"


def no_days(typed: str) -> str:
    return f"{echo(typed)} are no days: write them like mon-fri, or mon, wed, sat, or every day."


def no_topic(typed: str, near: Sequence[str]) -> str:
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"{echo(typed)} is no topic.{hint}"


def too_many_plans(most: int) -> str:
    return f"This place has {most} daily quotes already, the most there can be: remove one first."


def cannot_post_there(reason: str) -> str:
    return f"Nothing was set up, as I cannot post there: {reason}"


def not_announced(reason: str) -> str:
    return f"It is set up, but the channel may not have been told of it: {reason}"


def schedule_in_words(schedule: Schedule) -> str:
    days = "every day" if schedule.days == EVERY_DAY else _days(schedule)
    return f"{days} at {schedule.time.isoformat('minutes')} ({schedule.zone})"


def plan_announced(plan: DailyPlan) -> str:
    by = f" by {plan.set_up_by.name}" if plan.set_up_by.name else ""
    return (
        f"A daily quote was set up for this channel{by}: {schedule_in_words(plan.schedule)}."
        f" Whoever runs this place can stop it: it is daily quote number {plan.id}."
    )


def plan_set(plan: DailyPlan, now: datetime) -> str:
    what = f"Daily quote {plan.id}: {schedule_in_words(plan.schedule)}"
    return f"{what}{_topics(plan)}. {_next(plan, now)}"


def plan_removed(plan: DailyPlan) -> str:
    return f"Daily quote {plan.id} is removed: {schedule_in_words(plan.schedule)}."


def plans_title(count: int) -> str:
    return f"{count} daily quotes" if count != 1 else "1 daily quote"


def plan_row(plan: DailyPlan, now: datetime) -> str:
    return f"{plan.id}: {schedule_in_words(plan.schedule)}{_topics(plan)}. {_next(plan, now)}"


def plan_status(plan: DailyPlan, latest: Delivery | None, now: datetime) -> str:
    lines = [plan_set(plan, now)]
    if latest is not None:
        reason = f" ({latest.reason})" if latest.reason else ""
        lines.append(f"The one of {latest.day.isoformat()} {_RESULTS[latest.state]}{reason}.")
    return "\n".join(lines)


def which_plan(numbers: Sequence[int]) -> str:
    return f"Say which daily quote you mean, by its number: {', '.join(map(str, numbers))}."


def preview_of(day: date) -> str:
    return f"Preview: this one is kept for {day.isoformat()}."


def todays(posted_on: date | None) -> str:
    return f"Posted here on {posted_on.isoformat()}" if posted_on else "The quote of the day"


def explanation(set_up_by: str) -> str:
    """Why a post is here, and who can stop it."""
    by = f", set up by {set_up_by}" if set_up_by else ""
    return f"Daily quote{by}. Whoever runs this place can pause or remove it."


def told_of_refusal(plan: DailyPlan) -> str:
    return (
        f"Daily quote {plan.id}, which you set up, was stopped: {plan.reason}"
        " Put that right, then resume it."
    )


def _next(plan: DailyPlan, now: datetime) -> str:
    match plan.state:
        case PlanState.PAUSED:
            return "Paused."
        case PlanState.REFUSED:
            return f"Stopped: {plan.reason}"
        case PlanState.ACTIVE:
            upcoming = next_occurrence(plan.schedule, now)
            if plan.skip == upcoming.day:
                skipped = upcoming.day
                upcoming = next_occurrence(plan.schedule, upcoming.at)
                return f"{skipped.isoformat()} is skipped; next post: {_local(plan, upcoming.at)}."
            return f"Next post: {_local(plan, upcoming.at)}."


def _local(plan: DailyPlan, at: datetime) -> str:
    return f"{at.astimezone(ZoneInfo(plan.schedule.zone)):%a %d %b %Y, %H:%M %Z}"


def _days(schedule: Schedule) -> str:
    return ", ".join(_DAY_NAMES[day] for day in sorted(schedule.days))


def _topics(plan: DailyPlan) -> str:
    named = ", ".join(topic.replace("-", " ") for topic in plan.topics)
    return f", on {named}" if named else ""
