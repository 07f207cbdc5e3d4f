"""Which quote a daily plan shows next: from the same rotation as everything else in its channel."""

from dataclasses import dataclass
from random import Random
from typing import Final

from quotebot.core import daily_wording, wording
from quotebot.core.messages import AskQuote, Choice, QuoteCard
from quotebot.core.plans import DailyPlan, Delivery, DeliveryState, delivery_key
from quotebot.core.quotes import Anthology, Quote
from quotebot.core.rotation import Memory, next_quote
from quotebot.core.schedule import Occurrence

EVERYTHING: Final = ""  # the round over all topics; no topic can be called so


@dataclass(frozen=True, slots=True)
class Chosen:
    """A quote, the topic it was chosen by, and what the channel remembers once it is shown."""

    quote: Quote
    topic: str | None
    memory: Memory


def choose_for(
    plan: DailyPlan, anthology: Anthology, memory: Memory, chance: Random
) -> Chosen | None:
    """The plan's next quote, on one of its topics if it has any; None from an empty library.

    A topic that the library no longer has is passed over; without any left, all quotes count.
    """
    topics = [topic for topic in plan.topics if topic in anthology.topics]
    topic = chance.choice(topics) if topics else None
    deck = anthology.deck(topic) if topic else anthology.everything
    if not deck:
        return None
    quote, after = next_quote(deck, memory, topic or EVERYTHING, chance)
    return Chosen(quote, topic, after)


def daily_card(quote: Quote, delivery: Delivery, plan: DailyPlan) -> QuoteCard:
    """The post of the day; its button carries the key by which the post can be found again."""
    return QuoteCard(
        quote=quote,
        topic=delivery.topic,
        matched=None,
        found=None,
        another=Choice(wording.ANOTHER, AskQuote(delivery.topic, under=delivery.key)),
        explanation=daily_wording.explanation(plan.set_up_by.name),
    )


def delivery_of(
    plan: DailyPlan, occurrence: Occurrence, state: DeliveryState, chosen: Chosen | None = None
) -> Delivery:
    """The row for that turn of the plan, not kept yet."""
    return Delivery(
        plan_id=plan.id,
        place=plan.place,
        day=occurrence.day,
        due_at=occurrence.at,
        key=delivery_key(plan, occurrence.day),
        state=state,
        quote_id=chosen.quote.id if chosen else None,
        topic=chosen.topic if chosen else None,
    )
