"""Modals as Slack takes them: what it refuses, and what it adds to one that it opens."""

import itertools
from collections.abc import Iterator
from typing import Any

from quotebot.sandbox.slack.blocks import BLOCKS, plain_text, repeated_ids
from quotebot.sandbox.slack.schema import at, boolean, by_type, items, shape, text
from quotebot.sandbox.slack.view_elements import INPUT_ELEMENT, OPTION, OPTIONS
from quotebot.sandbox.slack.wire import Payload, Refused
from quotebot.sandbox.slack.world import World

VIEW_BLOCKS = 100

_INPUT = shape(
    {"label": plain_text(2000), "element": INPUT_ELEMENT},
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
_SUGGESTED = shape({"options": items(OPTION, 0, OPTIONS)})


def check_view(view: Any) -> None:
    """Refuse a modal that Slack would not open, as invalid_arguments with every problem."""
    problems = [*_VIEW(view, "/view")]
    if not problems:
        problems = [*repeated_ids(view["blocks"], "/view/blocks"), *_needs(view)]
    if problems:
        raise Refused("invalid_arguments", problems=problems)


def check_suggestions(answer: Any) -> None:
    """Refuse an answer to a block_suggestion that Slack would not show."""
    if problems := [*_SUGGESTED(answer, "")]:
        raise Refused("invalid_options", problems=problems)


def inputs(view: Payload) -> dict[str, Payload]:
    """The input blocks of a modal by their block_id."""
    return {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}


def _needs(view: Payload) -> Iterator[str]:
    fields = [block for block in view["blocks"] if block["type"] == "input"]
    if fields and "submit" not in view:
        yield at("missing required field: submit", "/view")
    if sum(bool(field["element"].get("focus_on_load")) for field in fields) > 1:
        yield at("only one element may have focus_on_load", "/view")


class Views:
    """Opens modals: each gets an id, and every block and input that has no id gets one too."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._count = itertools.count(1)

    def opened(self, view: Payload, *, again: str | None = None) -> Payload:
        """The modal as Slack shows it to the app; `again` is the id of the one it replaces.

        Raises Refused.
        """
        check_view(view)
        return {
            "id": again or f"V{next(self._count):09d}",
            "team_id": self._world.team,
            "app_id": self._world.app.id,
            "bot_id": self._world.app.bot,
            "state": {"values": {}},
            "hash": f"{next(self._count)}.loopback",
            **view,
            "blocks": [self._with_ids(block) for block in view["blocks"]],
        }

    def _with_ids(self, block: Payload) -> Payload:
        settled = {"block_id": f"v{next(self._count)}", **block}
        if block["type"] == "input":
            settled["element"] = {"action_id": f"v{next(self._count)}", **block["element"]}
        return settled
