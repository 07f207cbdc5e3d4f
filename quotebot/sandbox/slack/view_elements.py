"""The inputs that a modal may hold: the documented shape and limits of those known here."""

import re
from collections.abc import Iterator
from typing import Any

from quotebot.sandbox.slack.blocks import plain_text, text_object
from quotebot.sandbox.slack.schema import (
    Check,
    at,
    boolean,
    by_type,
    either,
    integer,
    items,
    one_of,
    shape,
    text,
)
from quotebot.sandbox.slack.wire import Payload

OPTIONS = 100  # documented for every select menu, and for an answer to a block_suggestion
_CHOICES = 10  # documented for checkboxes and radio buttons
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)

OPTION = shape({"text": plain_text(75), "value": text(1, 150)}, {"description": plain_text(75)})
_CHOICE = shape({"text": text_object(75), "value": text(1, 150)}, {"description": text_object(75)})
_GROUP = shape({"label": plain_text(75), "options": items(OPTION, 1, OPTIONS)})

_ANY: dict[str, Check] = {"action_id": text(1, 255), "focus_on_load": boolean}
_MENU: dict[str, Check] = {**_ANY, "placeholder": plain_text(150)}
_SEVERAL: dict[str, Check] = {"max_selected_items": integer(1)}
_FILTER = shape(
    {},
    {
        "include": items(one_of("im", "mpim", "private", "public"), 1, 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)


def _of_options(check: Check) -> Check:
    """The check, and what is chosen at first must be among the options."""

    def checked(value: Any, pointer: str) -> Iterator[str]:
        problems = list(check(value, pointer))
        yield from problems
        if problems:
            return
        offered = [option["value"] for option in options_of(value)]
        for option in initial_options(value):
            if option["value"] not in offered:
                yield at("initial option must be one of the options", pointer)

    return checked


def options_of(element: Payload) -> list[Payload]:
    """The options that an element carries itself, those in groups included."""
    grouped = [o for group in element.get("option_groups", []) for o in group["options"]]
    return [*element.get("options", []), *grouped]


def initial_options(element: Payload) -> list[Payload]:
    """What is chosen at first, for an element that takes one option or several."""
    one = element.get("initial_option")
    return [one] if one else list(element.get("initial_options", []))


def _select(optional: dict[str, Check]) -> Check:
    lists = {"options": items(OPTION, 1, OPTIONS), "option_groups": items(_GROUP, 1, OPTIONS)}
    return _of_options(either("options", "option_groups", of=shape({}, {**lists, **optional})))


def _choices(optional: dict[str, Check]) -> Check:
    return _of_options(shape({"options": items(_CHOICE, 1, _CHOICES)}, {**_ANY, **optional}))


def is_time(value: object) -> bool:
    """Whether it is a time of day as HH:mm."""
    return isinstance(value, str) and _TIME.fullmatch(value) is not None


def _time(value: Any, pointer: str) -> Iterator[str]:
    if not is_time(value):
        yield at("must be in the format HH:mm", pointer)


_INITIAL: dict[str, Check] = {"initial_option": OPTION}
_INITIALS: dict[str, Check] = {"initial_options": items(OPTION, 1, OPTIONS)}
_TYPED: dict[str, Check] = {"min_query_length": integer(0)}
_CONVERSATION: dict[str, Check] = {
    "default_to_current_conversation": boolean,
    "filter": _FILTER,
}

INPUT_ELEMENT = by_type(
    plain_text_input=shape(
        {},
        {
            **_MENU,
            "initial_value": text(0, 3000),
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        },
    ),
    static_select=_select({**_MENU, **_INITIAL}),
    multi_static_select=_select({**_MENU, **_INITIALS, **_SEVERAL}),
    external_select=shape({}, {**_MENU, **_INITIAL, **_TYPED}),
    multi_external_select=shape({}, {**_MENU, **_INITIALS, **_TYPED, **_SEVERAL}),
    conversations_select=shape(
        {},
        {**_MENU, **_CONVERSATION, "initial_conversation": text(), "response_url_enabled": boolean},
    ),
    timepicker=shape({}, {**_MENU, "initial_time": _time, "timezone": text()}),
    checkboxes=_choices({"initial_options": items(_CHOICE, 1, _CHOICES)}),
    radio_buttons=_choices({"initial_option": _CHOICE}),
)
