"""However strange a body is, it is accepted or refused; the loopback itself never fails."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.sandbox.discord.application_routes import ApplicationRoutes
from quotebot.sandbox.discord.callback_rules import checked_callback
from quotebot.sandbox.discord.clock import Clock
from quotebot.sandbox.discord.command_rules import check_commands
from quotebot.sandbox.discord.interactions import InteractionType
from quotebot.sandbox.discord.message_writer import MessageWriter
from quotebot.sandbox.discord.refusals import Refused
from quotebot.sandbox.discord.rest import Call
from quotebot.sandbox.discord.state import State
from quotebot.sandbox.discord.world import Application, default_world

KEYS = [
    "type",
    "name",
    "description",
    "options",
    "choices",
    "value",
    "required",
    "autocomplete",
    "name_localizations",
    "content",
    "embeds",
    "title",
    "url",
    "color",
    "fields",
    "footer",
    "author",
    "text",
    "image",
    "thumbnail",
    "components",
    "flags",
    "custom_id",
    "label",
    "style",
    "emoji",
    "accessory",
    "media",
    "items",
    "file",
    "spacing",
    "accent_color",
    "id",
    "placeholder",
    "min_values",
    "allowed_mentions",
    "parse",
    "users",
    "roles",
    "nonce",
    "data",
]
NUMBERS = st.sampled_from([0, 1, 2, 3, 5, 7, 9, 10, 11, 12, 13, 14, 17, 64, 1 << 15, -1, 2.5])
WORDS = st.sampled_from(["", "quote", "A", "https://example.org/", "https://[", "x" * 101, "users"])
LEAVES = st.none() | st.booleans() | NUMBERS | WORDS


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(inner, max_size=3) | objects(inner)


def objects(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(KEYS), inner, max_size=6)


ANYTHING = st.recursive(LEAVES, nested, max_leaves=25)


def writing() -> tuple[State, MessageWriter]:
    application = Application(1, "Bot", "token")
    state = State(application, default_world(), Clock(), approved_intents=0)
    return state, MessageWriter(state)


@given(st.lists(ANYTHING | objects(ANYTHING), max_size=3) | ANYTHING)
def test_commands_are_registered_or_refused(body: Any) -> None:
    with suppress(Refused):
        check_commands(body)


@given(objects(ANYTHING))
def test_messages_are_posted_or_refused(body: dict[str, Any]) -> None:
    state, writer = writing()
    channel = next(state.world.channels())
    with suppress(Refused):
        posted = writer.post(channel, body)
        writer.edit(posted, body)


@given(st.sampled_from(InteractionType), objects(ANYTHING) | ANYTHING)
def test_callbacks_are_taken_or_refused(kind: InteractionType, body: Any) -> None:
    with suppress(Refused):
        checked_callback(kind, body)


STRANGE: tuple[Any, ...] = (None, True, -1, 2.5, "x", [], [1], [None], {}, {"x": 1}, [[]], [{}])
ODDITIES = [{key: value} for key in KEYS for value in STRANGE]


@pytest.mark.parametrize("kind", [1, 2, 3, 9, 10, 11, 12, 13, 14, 17])
def test_no_field_of_a_component_is_too_strange(kind: int) -> None:
    state, writer = writing()
    channel = next(state.world.channels())
    for oddity in ODDITIES:
        component = {"type": kind} | oddity
        for components in ([component], [{"type": 1, "components": [component]}]):
            for flags in (0, 1 << 15):
                with suppress(Refused):
                    writer.post(channel, {"flags": flags, "components": components})


def test_no_field_of_a_message_is_too_strange() -> None:
    state, writer = writing()
    channel = next(state.world.channels())
    for oddity in ODDITIES:
        for body in (oddity, {"embeds": [oddity]}, {"content": "x", "allowed_mentions": oddity}):
            with suppress(Refused):
                writer.post(channel, body)


def test_no_field_of_a_command_is_too_strange() -> None:
    routes = ApplicationRoutes(writing()[0], lambda: "").routes()
    put = next(route for route in routes if route.method == "PUT")
    command = {"name": "x", "description": "x"}
    for oddity in ODDITIES:
        option = {"type": 3, "name": "x", "description": "x"} | oddity
        for body in (command | oddity, command | {"options": [option]}):
            with suppress(Refused):
                put.answer(Call({"application_id": "1"}, {}, [body]))
