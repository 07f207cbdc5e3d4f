"""Discord's rules for the first answer to an interaction."""

from collections.abc import Iterator
from typing import Any

from quotebot.sandbox.discord.fields import (
    Path,
    choices,
    items,
    not_an_object,
    objects,
    required,
    text,
)
from quotebot.sandbox.discord.interactions import (
    ALLOWED_CALLBACKS,
    CallbackType,
    InteractionType,
)
from quotebot.sandbox.discord.message_book import MessageFlag
from quotebot.sandbox.discord.refusals import Json, Problem, invalid_form_body, refuse_if

MAX_SUGGESTIONS = 25
DEFERRED = (CallbackType.DEFERRED_MESSAGE, CallbackType.DEFERRED_UPDATE)


def checked_callback(kind: InteractionType, body: Any) -> tuple[CallbackType, Json]:
    """The callback's type and data. Messages are checked by whoever writes them.

    Raises Refused, 50035, when the type does not fit the interaction or the data the type.
    """
    if not isinstance(body, dict):
        raise invalid_form_body([not_an_object(())])
    allowed = sorted(ALLOWED_CALLBACKS[kind])
    if body.get("type") not in allowed:
        listed = ", ".join(str(one.value) for one in allowed)
        raise invalid_form_body([choices(("type",), listed)])
    callback = CallbackType(body["type"])
    data = body.get("data") or {}
    if not isinstance(data, dict):
        raise invalid_form_body([not_an_object(("data",))])
    if callback is CallbackType.AUTOCOMPLETE:
        refuse_if(_suggestion_problems(data, ("data",)))
    elif callback is CallbackType.MODAL:
        refuse_if(_modal_problems(data, ("data",)))
    elif callback in DEFERRED:
        refuse_if(_deferral_problems(data, ("data",)))
    return callback, data


def _suggestion_problems(data: Json, path: Path) -> Iterator[Problem]:
    if data.get("choices") is None:
        yield required((*path, "choices"))
    yield from items(data, "choices", path, most=MAX_SUGGESTIONS)
    for place, choice in objects(data, "choices", path):
        yield from text(choice, "name", place, least=1, most=100)
        value = choice.get("value")
        if value is None:
            yield required((*place, "value"))
        elif isinstance(value, str):
            yield from text(choice, "value", place, least=1, most=100)


def _modal_problems(data: Json, path: Path) -> Iterator[Problem]:
    yield from text(data, "custom_id", path, least=1, most=100)
    yield from text(data, "title", path, least=1, most=45)
    yield from items(data, "components", path, least=1, most=5)


def _deferral_problems(data: Json, path: Path) -> Iterator[Problem]:
    flags = data.get("flags") or 0
    if flags & ~(MessageFlag.EPHEMERAL | MessageFlag.SUPPRESS_NOTIFICATIONS):
        message = "Only the EPHEMERAL flag can be set on a deferred response."
        yield Problem((*path, "flags"), "INTERACTION_RESPONSE_INVALID_FLAGS", message)
