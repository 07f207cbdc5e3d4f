"""How plans and deliveries are written into the columns of their tables, and read back."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, TypeVar

from quotebot.core.errors import StoreError
from quotebot.core.messages import Person, Place, Platform
from quotebot.core.plans import DailyPlan, Delivery, DeliveryState, PlanState
from quotebot.core.schedule import Schedule
from quotebot.store.database import Row
from quotebot.store.sql import key_of
from quotebot.store.tables import daily_plan, delivery

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)

_T = TypeVar("_T")
_U = TypeVar("_U")


def to_instant(moment: datetime) -> int:
    """Microseconds since 1970; raises TypeError for a moment without a zone."""
    return (moment - _EPOCH) // _MICROSECOND


def plan_values(plan: DailyPlan) -> dict[str, object]:
    """Every column but the id."""
    return {
        **key_of(plan.place),
        "time": plan.schedule.time.isoformat(),
        "zone": plan.schedule.zone,
        "days": sum(1 << day for day in plan.schedule.days),
        "topics": json.dumps(plan.topics),
        "set_up_by_id": plan.set_up_by.id,
        "set_up_by_name": plan.set_up_by.name,
        "state": plan.state.value,
        "next_at": _maybe(to_instant, plan.next_at),
        "skip": _maybe(date.isoformat, plan.skip),
        "reason": plan.reason,
        "told": plan.told,
        "version": plan.version,
    }


def plan_in(row: Row) -> DailyPlan:
    """The plan in a row of all columns in their order; raises StoreError if it cannot be read."""
    return _read(daily_plan.name, _plan, _named(daily_plan.c.keys(), row))


def delivery_values(made: Delivery) -> dict[str, object]:
    """Every column but the id."""
    return {
        "plan_id": made.plan_id,
        **key_of(made.place),
        "day": made.day.isoformat(),
        "due_at": to_instant(made.due_at),
        "key": made.key,
        **outcome_values(made),
    }


def outcome_values(made: Delivery) -> dict[str, object]:
    """The columns that change while a delivery is on its way."""
    return {
        "state": made.state.value,
        "quote_id": made.quote_id,
        "topic": made.topic,
        "attempts": made.attempts,
        "first_try": _maybe(to_instant, made.first_try),
        "lease_until": _maybe(to_instant, made.lease_until),
        "not_before": _maybe(to_instant, made.not_before),
        "message_id": made.message_id,
        "reason": made.reason,
    }


def delivery_in(row: Row) -> Delivery:
    """The delivery in a row of all columns in their order; raises StoreError as `plan_in` does."""
    return _read(delivery.name, _delivery, _named(delivery.c.keys(), row))


def _plan(of: Mapping[str, Any]) -> DailyPlan:
    days = frozenset(day for day in range(7) if of["days"] >> day & 1)
    return DailyPlan(
        id=of["id"],
        place=_place(of),
        schedule=Schedule(time.fromisoformat(of["time"]), of["zone"], days),
        topics=tuple(json.loads(of["topics"])),
        set_up_by=Person(of["set_up_by_id"], of["set_up_by_name"]),
        state=PlanState(of["state"]),
        next_at=_maybe(_from_instant, of["next_at"]),
        skip=_maybe(date.fromisoformat, of["skip"]),
        reason=of["reason"],
        told=bool(of["told"]),
        version=of["version"],
    )


def _delivery(of: Mapping[str, Any]) -> Delivery:
    return Delivery(
        id=of["id"],
        plan_id=of["plan_id"],
        place=_place(of),
        day=date.fromisoformat(of["day"]),
        due_at=_from_instant(of["due_at"]),
        key=of["key"],
        state=DeliveryState(of["state"]),
        quote_id=of["quote_id"],
        topic=of["topic"],
        attempts=of["attempts"],
        first_try=_maybe(_from_instant, of["first_try"]),
        lease_until=_maybe(_from_instant, of["lease_until"]),
        not_before=_maybe(_from_instant, of["not_before"]),
        message_id=of["message_id"],
        reason=of["reason"],
    )


def _place(of: Mapping[str, Any]) -> Place:
    return Place(Platform(of["platform"]), of["server"], of["channel"])


def _from_instant(microseconds: int) -> datetime:
    return _EPOCH + microseconds * _MICROSECOND


def _maybe(convert: Callable[[_T], _U], value: _T | None) -> _U | None:
    return None if value is None else convert(value)


def _named(columns: list[str], row: Row) -> dict[str, Any]:
    return dict(zip(columns, row, strict=True))


def _read(table: str, decode: Callable[[Mapping[str, Any]], _T], of: Mapping[str, Any]) -> _T:
    try:
        return decode(of)
    except (ValueError, TypeError, OverflowError) as why:
        raise StoreError(
            f"row {of['id']} of the table {table} cannot be read from the database: {why}. "
            "Install the version of quotebot that wrote it, restore a backup, or delete that row."
        ) from why
