"""What registered commands and declared ones differ in, and what only looks different."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from quotebot.on_discord.differences import Changed, Difference, Leftover, Missing, differences

Payload = dict[str, Any]

DAILY: Payload = {
    "name": "daily",
    "type": 1,
    "description": "A quote a day",
    "default_member_permissions": 32,
    "contexts": [0],
    "dm_permission": False,
    "options": [
        {
            "name": "set",
            "type": 1,
            "description": "Have one posted",
            "options": [
                {"name": "time", "type": 3, "description": "When", "required": True},
                {"name": "zone", "type": 3, "description": "Whose clock", "max_length": 100},
            ],
        },
        {"name": "list", "type": 1, "description": "All of them", "options": []},
    ],
}
QUOTE: Payload = {"name": "quote", "type": 1, "description": "The next quote", "options": []}


def after(change: Callable[[Payload], object]) -> list[Difference]:
    """What /daily differs in when it is registered, and then declared with this change."""
    changed = copy.deepcopy(DAILY)
    change(changed)
    return differences([DAILY], [changed])


def test_what_discord_adds_and_leaves_out_is_no_difference() -> None:
    echoed = {
        "id": "1",
        "application_id": "2",
        "version": "3",
        "nsfw": False,
        "default_member_permissions": "32",
        "name_localizations": None,
    }
    bare = {key: value for key, value in QUOTE.items() if key != "options"}
    assert differences([bare, DAILY | echoed], [DAILY, QUOTE | {"dm_permission": True}]) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda daily: daily.update(description="One a day"),
            Changed("/daily", "description", "A quote a day", "One a day"),
        ),
        (
            lambda daily: daily.update(default_member_permissions=0),
            Changed("/daily", "default_member_permissions", "32", "0"),
        ),
        (lambda daily: daily.pop("contexts"), Changed("/daily", "contexts", ["0"], None)),
        (lambda daily: daily["options"].pop(1), Leftover("/daily list", "All of them")),
        (
            lambda daily: daily["options"].append(
                {"name": "skip", "type": 1, "description": "Leave one out"}
            ),
            Missing("/daily skip", "Leave one out"),
        ),
        (
            lambda daily: daily["options"][0]["options"].pop(0),
            Leftover("/daily set time:", "When"),
        ),
        (
            lambda daily: daily["options"][0]["options"][1].update(max_length=50),
            Changed("/daily set zone:", "max_length", "100", "50"),
        ),
        (
            lambda daily: daily["options"][0]["options"][0].update(required=False),
            Changed("/daily set time:", "required", True, None),
        ),
        (
            lambda daily: daily["options"].reverse(),
            Changed("/daily", "order", ["set", "list"], ["list", "set"]),
        ),
    ],
)
def test_each_change_is_found_where_it_is(
    change: Callable[[Payload], object], expected: Difference
) -> None:
    assert after(change) == [expected]


def test_whole_commands_come_and_go_in_the_order_of_their_names() -> None:
    assert differences([QUOTE], [DAILY]) == [
        Missing("/daily", "A quote a day"),
        Leftover("/quote", "The next quote"),
    ]
    assert differences([DAILY, QUOTE], [QUOTE, DAILY]) == []


def test_a_message_menu_is_another_command_than_the_slash_command_of_its_name() -> None:
    menu = {"name": "quote", "type": 3}
    assert differences([QUOTE], [QUOTE, menu]) == [Missing("/quote", "")]
