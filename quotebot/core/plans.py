"""Daily plans and the ledger of their deliveries: what is kept, and what a delivery can come to."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

from quotebot.core.messages import Person, Place
from quotebot.core.schedule import Occurrence, Schedule, next_occurrence

KEY_LENGTH: Final = 25  # Discord's limit for a nonce


class PlanState(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"  # by a person
    REFUSED = "refused"  # by the platform: the channel or the right to post is gone


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyPlan:
    """A quote a day in a channel; at most one plan for each channel and time.

    `next_at` is the instant of the next turn, None unless active. `skip` is a local date on which
    nothing comes. `reason` says why the platform refused; `told` whether whoever set the plan up
    knows. `version` counts the edits, so that of two at once one is refused. `id` is 0 until kept.
    """

    id: int = 0
    place: Place
    schedule: Schedule
    topics: tuple[str, ...] = ()
    set_up_by: Person
    state: PlanState = PlanState.ACTIVE
    next_at: datetime | None = None
    skip: date | None = None
    reason: str | None = None
    told: bool = True
    version: int = 1


class DeliveryState(StrEnum):
    RESERVED = "reserved"  # its quote is chosen, its time has not come
    PLANNED = "planned"  # due, and not being sent
    SENDING = "sending"  # claimed by a process until its lease ends
    POSTED = "posted"
    FAILED = "failed"  # surely not posted, and not tried again
    MISSED = "missed"  # its time of grace was over
    UNKNOWN = "unknown"  # may have been posted; only a person can tell
    SKIPPED = "skipped"  # a person wanted none that day


OPEN_STATES: Final = frozenset({DeliveryState.PLANNED, DeliveryState.SENDING})
ENDED_STATES: Final = frozenset(
    {
        DeliveryState.RESERVED,  # for a date that was then not a turn: it ends with the date
        DeliveryState.POSTED,
        DeliveryState.FAILED,
        DeliveryState.MISSED,
        DeliveryState.SKIPPED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """The one row for a plan and a local date.

    `quote_id` and `topic` are chosen once. `key` is what makes a second try the same post.
    `first_try` is when it was first claimed; `not_before` when it may be tried again.
    """

    id: int = 0
    plan_id: int
    place: Place
    day: date
    due_at: datetime
    key: str
    state: DeliveryState
    quote_id: str | None = None
    topic: str | None = None
    attempts: int = 0
    first_try: datetime | None = None
    lease_until: datetime | None = None
    not_before: datetime | None = None
    message_id: str | None = None
    reason: str | None = None


def delivery_key(plan: DailyPlan, day: date) -> str:
    """KEY_LENGTH characters that are the same for that channel, time and date on every machine."""
    at = plan.schedule.time.isoformat("minutes")
    name = "|".join((plan.place.platform, plan.place.server, plan.place.channel, at, str(day)))
    return sha256(name.encode()).hexdigest()[:KEY_LENGTH]


def moved_on(plan: DailyPlan, now: datetime, occurrence: Occurrence | None) -> DailyPlan:
    """The plan's next version, after that turn of it."""
    passed = occurrence is not None and plan.skip is not None and plan.skip <= occurrence.day
    return replace(
        plan,
        next_at=next_occurrence(plan.schedule, now).at,
        skip=None if passed else plan.skip,
        version=plan.version + 1,
    )


class Opening(StrEnum):
    """What became of the wish to open a delivery."""

    OPENED = "opened"
    TAKEN = "taken"  # that plan and date have their row already
    STALE = "stale"  # the plan or the channel's memory was changed meanwhile: look again


@dataclass(frozen=True, slots=True)
class Posted:
    """It stands in the channel."""

    message_id: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The channel, or the right to post in it, is gone; trying again cannot help."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """Surely not posted; it may be tried again after so many seconds."""

    seconds: float
    reason: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """No answer came: it may have been posted."""

    reason: str


Outcome = Posted | Gone | Later | Unclear


@dataclass(frozen=True, slots=True)
class Absent:
    """It is not in the channel."""


@dataclass(frozen=True, slots=True)
class CannotTell:
    """The channel cannot be read."""

    reason: str


Lookup = Posted | Absent | CannotTell | Unclear
"""Unclear: no answer came; looking again later may tell."""
