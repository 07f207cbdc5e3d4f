"""What a person sees come back from the app."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from quotebot.sandbox.slack.history import Message
from quotebot.sandbox.slack.wire import Payload


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of one act of a person.

    `messages` are those shown or changed, `deleted` those taken away and `views` the modals
    opened or changed, until the first of them. Of a modal that was sent, `errors` stand under its
    inputs by block_id, and `closed` says whether it is gone. `options` are what an external select
    offers. `failure` is what Slack itself told the person when the app did not answer properly.
    Milliseconds count from the person's act; None for what did not happen.
    """

    messages: tuple[Message, ...] = ()
    deleted: tuple[Message, ...] = ()
    views: tuple[Payload, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    closed: bool = False
    options: tuple[Payload, ...] = ()
    failure: str | None = None
    acknowledgement: Payload | None = None
    acknowledged_milliseconds: float | None = None
    answered_milliseconds: float | None = None
