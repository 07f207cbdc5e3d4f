"""Modals as views.open takes them: the documented shape and limits of what is known here."""

from typing import Any

from quotebot.sandbox.slack.blocks import BLOCKS, plain_text, repeated_ids, text_object
from quotebot.sandbox.slack.schema import boolean, by_type, integer, items, shape, text
from quotebot.sandbox.slack.wire import Refused

VIEW_BLOCKS = 100

_OPTION = shape({"text": text_object(75), "value": text(1, 150)}, {"description": plain_text(75)})
_ELEMENTS = {
    "plain_text_input": shape(
        {},
        {
            "action_id": text(1, 255),
            "placeholder": plain_text(150),
            "initial_value": text(0, 3000),
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
            "focus_on_load": boolean,
        },
    ),
    "static_select": shape(
        {"options": items(_OPTION, 1, 100)},
        {
            "action_id": text(1, 255),
            "placeholder": plain_text(150),
            "initial_option": _OPTION,
            "focus_on_load": boolean,
        },
    ),
}
_INPUT = shape(
    {"label": plain_text(2000), "element": by_type(**_ELEMENTS)},
    {
        "block_id": text(1, 255),
        "hint": plain_text(2000),
        "optional": boolean,
        "dispatch_action": boolean,
    },
)
_VIEW = by_type(
    modal=shape(
        {"title": plain_text(24), "blocks": items(by_type(**BLOCKS, input=_INPUT), 1, VIEW_BLOCKS)},
        {
            "submit": plain_text(24),
            "close": plain_text(24),
            "callback_id": text(1, 255),
            "private_metadata": text(0, 3000),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
            "external_id": text(0, 255),
        },
    )
)


def check_view(view: Any) -> None:
    """Refuse a modal that Slack would not open, as invalid_arguments with every problem."""
    problems = [*_VIEW(view, "/view")]
    if not problems:
        problems = [*repeated_ids(view["blocks"], "/view/blocks")]
        has_input = any(block["type"] == "input" for block in view["blocks"])
        if has_input and "submit" not in view:
            problems.append("missing required field: submit [json-pointer:/view]")
    if problems:
        raise Refused("invalid_arguments", problems=problems)
