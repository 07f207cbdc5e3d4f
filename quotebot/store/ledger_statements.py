"""The ledger's statements, in SQLAlchemy Core; each change says itself when it may happen."""

from typing import Final

from sqlalchemy import (
    BindParameter,
    and_,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    tuple_,
    update,
)

from quotebot.core.plans import DeliveryState, PlanState
from quotebot.store.sql import insertion
from quotebot.store.tables import (
    HAS_ENDED,
    IS_OPEN,
    daily_plan,
    delivery,
    quote_of_the_day,
    rotation,
)

_PLAN_CHANGES: Final = [column for column in daily_plan.c if column.name != "id"]
_THIS_PLAN: Final = daily_plan.c.id == bindparam("plan_id")
_OF_SERVER: Final = (
    daily_plan.c.platform == bindparam("platform"),
    daily_plan.c.server == bindparam("server"),
)

ADD_PLAN: Final = (
    insertion(daily_plan, _PLAN_CHANGES).on_conflict_do_nothing().returning(daily_plan.c.id)
)

CHANGE_PLAN: Final = (
    update(daily_plan)
    .where(_THIS_PLAN, daily_plan.c.version == bindparam("kept_version"))
    .values({column: bindparam(column.name) for column in _PLAN_CHANGES})
    .returning(daily_plan.c.id)
)

REMOVE_PLAN: Final = delete(daily_plan).where(_THIS_PLAN).returning(daily_plan.c.id)

PLAN: Final = select(daily_plan).where(_THIS_PLAN)

PLANS_OF: Final = select(daily_plan).where(*_OF_SERVER).order_by(daily_plan.c.id)

SERVERS: Final = (
    select(daily_plan.c.server)
    .where(daily_plan.c.platform == bindparam("platform"))
    .distinct()
    .order_by(daily_plan.c.server)
)

DUE_PLANS: Final = (
    select(daily_plan)
    .where(
        daily_plan.c.state == PlanState.ACTIVE.value,
        daily_plan.c.next_at <= bindparam("now"),
    )
    .order_by(daily_plan.c.next_at, daily_plan.c.id)
    .limit(bindparam("most"))
)

UNTOLD_PLANS: Final = (
    select(daily_plan)
    .where(daily_plan.c.state == PlanState.REFUSED.value, daily_plan.c.told.is_(False))
    .order_by(daily_plan.c.id)
)

FORGET_PLANS: Final = delete(daily_plan).where(*_OF_SERVER).returning(daily_plan.c.id)

FORGET_MEMORIES: Final = delete(rotation).where(
    rotation.c.platform == bindparam("platform"), rotation.c.server == bindparam("server")
)

FORGET_QUOTES: Final = delete(quote_of_the_day).where(
    quote_of_the_day.c.platform == bindparam("platform"),
    quote_of_the_day.c.server == bindparam("server"),
)

_OUTCOME: Final[dict[str, BindParameter[object]]] = {
    name: bindparam(name)
    for name in (
        *("state", "quote_id", "topic", "attempts", "first_try"),
        *("lease_until", "not_before", "message_id", "reason"),
    )
}
_THIS_DELIVERY: Final = delivery.c.id == bindparam("delivery_id")

OPEN: Final = (
    insertion(delivery, [column for column in delivery.c if column.name != "id"])
    .on_conflict_do_nothing()
    .returning(delivery)
)

TAKE_UP: Final = (
    update(delivery)
    .where(
        *(delivery.c[name] == bindparam(name) for name in ("plan_id", "day")),
        delivery.c.state == DeliveryState.RESERVED.value,
    )
    .values({name: _OUTCOME[name] for name in _OUTCOME if name not in {"quote_id", "topic"}})
    .values(due_at=bindparam("due_at"), key=bindparam("key"))
    .returning(delivery)
)

_CAN_BE_CLAIMED: Final = or_(
    and_(
        delivery.c.state == DeliveryState.PLANNED.value,
        or_(delivery.c.not_before.is_(None), delivery.c.not_before <= bindparam("now")),
    ),
    and_(
        delivery.c.state == DeliveryState.SENDING.value,
        delivery.c.lease_until <= bindparam("now"),
    ),
)

CLAIM: Final = (
    update(delivery)
    .where(_THIS_DELIVERY, _CAN_BE_CLAIMED)
    .values(
        state=DeliveryState.SENDING.value,
        attempts=delivery.c.attempts + 1,
        first_try=func.coalesce(delivery.c.first_try, bindparam("now")),
        lease_until=bindparam("lease_until"),
    )
    .returning(delivery)
)

RECORD: Final = (
    update(delivery)
    .where(
        _THIS_DELIVERY,
        delivery.c.state == DeliveryState.SENDING.value,
        delivery.c.attempts == bindparam("attempts"),
    )
    .values(_OUTCOME)
    .returning(delivery.c.id)
)

SETTLE: Final = (
    update(delivery)
    .where(_THIS_DELIVERY, delivery.c.state == DeliveryState.UNKNOWN.value)
    .values(_OUTCOME)
    .returning(delivery.c.id)
)

OPEN_DELIVERIES: Final = (
    select(delivery)
    .where(IS_OPEN, delivery.c.id > bindparam("after_id"), _CAN_BE_CLAIMED)
    .order_by(delivery.c.id)
    .limit(bindparam("most"))
)

DELIVERY: Final = select(delivery).where(
    delivery.c.plan_id == bindparam("plan_id"), delivery.c.day == bindparam("day")
)

DELIVERY_WITH_ID: Final = select(delivery).where(_THIS_DELIVERY)

LATEST_DELIVERY: Final = (
    select(delivery)
    .where(
        delivery.c.plan_id == bindparam("plan_id"),
        delivery.c.state != DeliveryState.RESERVED.value,
    )
    .order_by(delivery.c.day.desc())
    .limit(1)
)

LATEST_POSTED: Final = (
    select(delivery)
    .where(
        delivery.c.platform == bindparam("platform"),
        delivery.c.server == bindparam("server"),
        delivery.c.channel == bindparam("channel"),
        delivery.c.state == DeliveryState.POSTED.value,
    )
    .order_by(delivery.c.day.desc(), delivery.c.due_at.desc(), delivery.c.id.desc())
    .limit(1)
)

QUOTE_OF_THE_DAY: Final = select(quote_of_the_day.c.quote_id).where(
    *(column == bindparam(column.name) for column in quote_of_the_day.primary_key)
)

# DO NOTHING would return no row where there is one, and whoever was second wants to know it.
KEEP_QUOTE_OF_THE_DAY: Final = (
    insertion(quote_of_the_day, quote_of_the_day.c)
    .on_conflict_do_update(
        index_elements=[*quote_of_the_day.primary_key],
        set_={"quote_id": quote_of_the_day.c.quote_id},
    )
    .returning(quote_of_the_day.c.quote_id)
)

NEXT_DELIVERIES: Final = (
    select(delivery.c.id, delivery.c.day)
    .where(delivery.c.id > bindparam("after_id"))
    .order_by(delivery.c.id)
    .limit(bindparam("most"))
)

_newer: Final = delivery.alias("newer")
_IS_POSTED: Final = delivery.c.state == DeliveryState.POSTED.value

PRUNE: Final = (
    delete(delivery)
    .where(
        delivery.c.id > bindparam("after_id"),
        delivery.c.id <= bindparam("last_id"),
        delivery.c.day < bindparam("before"),
        HAS_ENDED,
        exists().where(
            _newer.c.plan_id == delivery.c.plan_id,
            _newer.c.day > delivery.c.day,
            or_(
                _newer.c.state == DeliveryState.POSTED.value,
                and_(~_IS_POSTED, _newer.c.state != DeliveryState.RESERVED.value),
            ),
        ),
    )
    .returning(delivery.c.id)
)

_DAYS: Final = [*quote_of_the_day.primary_key]

PRUNE_QUOTES_OF_THE_DAY: Final = (
    delete(quote_of_the_day)
    .where(
        tuple_(*_DAYS).in_(
            select(*_DAYS)
            .where(quote_of_the_day.c.day < bindparam("before"))
            .limit(bindparam("most"))
        )
    )
    .returning(quote_of_the_day.c.day)
)
