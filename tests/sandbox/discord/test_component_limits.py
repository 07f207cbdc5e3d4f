"""The loopback Discord refuses the components that Discord refuses, and no others."""

import discord
import pytest

from quotebot.sandbox.discord import LoopbackDiscord
from tests.sandbox.discord.bodies import (
    Json,
    button,
    buttons,
    complaints,
    embed,
    link,
    row,
    rows,
    select,
    send,
    text,
    v2,
)
from tests.sandbox.discord.bots import Bot

ACCEPTED: dict[str, Json] = {
    "five buttons in a row": rows(*buttons(5)),
    "five rows": {"content": "x", "components": [row(one) for one in buttons(5)]},
    "a message of buttons alone": {"components": [row(button())]},
    "label of 80": rows(button(label="x" * 80)),
    "custom id of 100": rows(button(custom_id="x" * 100)),
    "an emoji for a label": rows(button(label=None, emoji={"name": "★"})),
    "link of 512": rows(link(url="https://example.org/" + "x" * 492)),
    "a discord: link": rows(link(url="discord://-/channels/1")),
    "25 select options": rows(
        select(options=[{"label": "x", "value": str(number)} for number in range(25)])
    ),
    "text of 4000": v2(text("x" * 4000)),
    "40 components": v2(*[text("x")] * 40),
    "a container with a section and a row": v2(
        {
            "type": 17,
            "accent_color": 0xFFFFFF,
            "components": [
                {"type": 9, "components": [text()] * 3, "accessory": link()},
                {"type": 14, "divider": True, "spacing": 2},
                row(button(), link()),
            ],
        }
    ),
    "a gallery and a thumbnail": v2(
        {"type": 12, "items": [{"media": {"url": "https://example.org/a.png"}}]},
        {
            "type": 9,
            "components": [text()],
            "accessory": {"type": 11, "media": {"url": "https://example.org/a.png"}},
        },
    ),
}

# What is refused, the path to the complaint, and its code.
REFUSED: dict[str, tuple[Json, str, str]] = {
    "six buttons in a row": (
        rows(*buttons(6)),
        "components.0.components",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "six rows": (
        {"content": "x", "components": [row(one) for one in buttons(6)]},
        "components",
        "BASE_TYPE_MAX_LENGTH",
    ),
    "an empty row": (rows(), "components.0.components", "BASE_TYPE_BAD_LENGTH"),
    "a button beside a select": (
        rows(select(), button()),
        "components.0.components.1",
        "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
    ),
    "a button without a row": (
        {"content": "x", "components": [button()]},
        "components.0",
        "UNION_TYPE_CHOICES",
    ),
    "label of 81": (
        rows(button(label="x" * 81)),
        "components.0.components.0.label",
        "BASE_TYPE_MAX_LENGTH",
    ),
    "no label and no emoji": (
        rows(button(label=None)),
        "components.0.components.0",
        "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED",
    ),
    "no custom id": (
        rows(button(custom_id=None)),
        "components.0.components.0.custom_id",
        "BASE_TYPE_REQUIRED",
    ),
    "custom id of 101": (
        rows(button(custom_id="x" * 101)),
        "components.0.components.0.custom_id",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "the same custom id twice": (
        rows(button(), button()),
        "components",
        "COMPONENT_CUSTOM_ID_DUPLICATED",
    ),
    "the same component id twice": (
        v2(text() | {"id": 7}, text() | {"id": 7}),
        "components",
        "COMPONENT_ID_DUPLICATED",
    ),
    "no such style": (
        rows(button(style=7)),
        "components.0.components.0.style",
        "BASE_TYPE_CHOICES",
    ),
    "link of 513": (
        rows(link(url="https://example.org/" + "x" * 493)),
        "components.0.components.0.url",
        "BASE_TYPE_MAX_LENGTH",
    ),
    "link of another scheme": (
        rows(link(url="javascript://example.org/")),
        "components.0.components.0.url",
        "URL_TYPE_INVALID_SCHEME",
    ),
    "link to nowhere": (
        rows(link(url="https://")),
        "components.0.components.0.url",
        "URL_TYPE_INVALID_URL",
    ),
    "link that is no url": (
        rows(link(url="https://[")),
        "components.0.components.0.url",
        "URL_TYPE_INVALID_URL",
    ),
    "link with a custom id": (
        rows(link(custom_id="x")),
        "components.0.components.0.custom_id",
        "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
    ),
    "button with a url": (
        rows(button(url="https://example.org/")),
        "components.0.components.0.url",
        "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
    ),
    "link without a url": (
        rows(link(url=None)),
        "components.0.components.0.url",
        "BASE_TYPE_REQUIRED",
    ),
    "26 select options": (
        rows(select(options=[{"label": "x", "value": str(number)} for number in range(26)])),
        "components.0.components.0.options",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "a select value twice": (
        rows(select(options=[{"label": "x", "value": "1"}] * 2)),
        "components.0.components.0.options.1.value",
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
    ),
    "a container without the flag": (
        {"components": [{"type": 17, "components": [text()]}]},
        "components.0",
        "UNION_TYPE_CHOICES",
    ),
    "a container in a container": (
        v2({"type": 17, "components": [{"type": 17, "components": [text()]}]}),
        "components.0.components.0",
        "UNION_TYPE_CHOICES",
    ),
    "content with the flag": (
        v2(text()) | {"content": "x"},
        "content",
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
    "embeds with the flag": (
        v2(text()) | embed(title="x"),
        "embeds",
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
    "41 components": (v2(*[text("x")] * 41), "components", "BASE_TYPE_MAX_LENGTH"),
    "41 components with the nested ones": (
        v2({"type": 17, "components": [text("x")] * 40}),
        "components",
        "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
    ),
    "text of 4001": (
        v2(text("x" * 4001)),
        "components.0.content",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "texts of 4001 together": (
        v2(text("x" * 4000), text("x")),
        "components",
        "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
    ),
    "an empty text": (v2(text("")), "components.0.content", "BASE_TYPE_BAD_LENGTH"),
    "a section without its accessory": (
        v2({"type": 9, "components": [text()]}),
        "components.0.accessory",
        "BASE_TYPE_REQUIRED",
    ),
    "a section of four texts": (
        v2({"type": 9, "components": [text()] * 4, "accessory": link()}),
        "components.0.components",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "a separator with an unknown spacing": (
        v2({"type": 14, "spacing": 3}),
        "components.0.spacing",
        "BASE_TYPE_CHOICES",
    ),
}


@pytest.mark.parametrize("name", ACCEPTED)
async def test_components_within_the_limits_are_posted(
    account: Bot, loopback: LoopbackDiscord, name: str
) -> None:
    await send(account, loopback, ACCEPTED[name])
    assert len(loopback.messages(loopback.channel("general"))) == 1


@pytest.mark.parametrize("name", REFUSED)
async def test_components_beyond_a_limit_are_refused_as_discord_does(
    account: Bot, loopback: LoopbackDiscord, name: str
) -> None:
    body, path, code = REFUSED[name]
    with pytest.raises(discord.HTTPException) as refused:
        await send(account, loopback, body)
    assert (refused.value.status, refused.value.code) == (400, 50035)
    assert code in complaints(loopback.requests[-1].answer["errors"], path)
    assert loopback.messages(loopback.channel("general")) == ()
