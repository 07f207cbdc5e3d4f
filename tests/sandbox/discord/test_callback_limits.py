"""The loopback Discord refuses the answers and edits that Discord refuses, and no others."""

import asyncio

import discord
import pytest

from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.discord.callback_rules import checked_callback
from quotebot.sandbox.discord.interactions import InteractionType
from quotebot.sandbox.discord.refusals import Refused
from tests.sandbox.discord.bodies import V2, Json, button, complaints, row, text, v2
from tests.sandbox.discord.bots import Interaction, bot_answering, running

CALLBACKS: dict[str, tuple[Json, str, str]] = {
    "a message beyond a limit": (
        {"type": 4, "data": {"content": "x" * 2001}},
        "data.content",
        "BASE_TYPE_MAX_LENGTH",
    ),
    "suggestions for a command": (
        {"type": 8, "data": {"choices": []}},
        "type",
        "BASE_TYPE_CHOICES",
    ),
    "an update of no message": (
        {"type": 7, "data": {"content": "x"}},
        "type",
        "BASE_TYPE_CHOICES",
    ),
    "a deferral with the flag of Components V2": (
        {"type": 5, "data": {"flags": V2}},
        "data.flags",
        "INTERACTION_RESPONSE_INVALID_FLAGS",
    ),
    "a modal title of 46": (
        {
            "type": 9,
            "data": {"custom_id": "m", "title": "x" * 46, "components": [{"type": 18}]},
        },
        "data.title",
        "BASE_TYPE_BAD_LENGTH",
    ),
}


@pytest.mark.parametrize("name", CALLBACKS)
async def test_a_refused_callback_may_be_put_right(loopback: LoopbackDiscord, name: str) -> None:
    body, path, code = CALLBACKS[name]

    async def answer(interaction: Interaction) -> None:
        where = f"/interactions/{interaction.id}/{interaction.token}/callback"
        with pytest.raises(discord.HTTPException) as refused:
            await interaction.client.http.request(discord.http.Route("POST", where), json=body)
        assert (refused.value.status, refused.value.code) == (400, 50035)
        await interaction.response.send_message("right")

    async with running(bot_answering(answer), loopback):
        answered = await loopback.command("quote")
    assert answered.message.content == "right"
    refusals = [request.answer for request in loopback.requests if request.status == 400]
    assert code in complaints(refusals[0]["errors"], path)


@pytest.mark.parametrize(
    ("choices", "path"),
    [
        ([{"name": "x", "value": "x"}] * 26, "data.choices"),
        ([{"name": "x" * 101, "value": "x"}], "data.choices.0.name"),
        ([{"name": "", "value": "x"}], "data.choices.0.name"),
        ([{"name": "x", "value": "x" * 101}], "data.choices.0.value"),
        ([{"name": "x"}], "data.choices.0.value"),
        (None, "data.choices"),
    ],
)
def test_suggestions_beyond_a_limit_are_refused(choices: list[Json] | None, path: str) -> None:
    with pytest.raises(Refused) as refused:
        checked_callback(InteractionType.AUTOCOMPLETE, {"type": 8, "data": {"choices": choices}})
    assert complaints(refused.value.body["errors"], path)


@pytest.mark.parametrize(
    ("first", "edit", "code"),
    [
        ({"content": "x"}, {"content": ""}, 50006),
        ({"content": "x"}, v2(text()), 50035),
        (v2(text()), {"content": "x"}, 50035),
        (v2(text()), {"components": [row(button())], "embeds": [{"title": "x"}]}, 50035),
        (v2(text()), {"components": []}, 50006),
    ],
)
async def test_an_edit_that_discord_refuses_changes_nothing(
    loopback: LoopbackDiscord, first: Json, edit: Json, code: int
) -> None:
    refused: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def answer(interaction: Interaction) -> None:
        http = interaction.client.http
        where = f"/interactions/{interaction.id}/{interaction.token}/callback"
        body = {"type": 4, "data": first}
        await http.request(discord.http.Route("POST", where), json=body)
        where = f"/webhooks/{interaction.application_id}/{interaction.token}/messages/@original"
        try:
            await http.request(discord.http.Route("PATCH", where), json=edit)
        except discord.HTTPException as error:
            refused.set_result(error.code)

    async with running(bot_answering(answer), loopback):
        await loopback.command("quote")
        assert await refused == code
    (message,) = loopback.messages(loopback.channel("general"))
    assert not message.edited


async def test_an_edit_to_components_v2_must_clear_what_was_there(
    loopback: LoopbackDiscord,
) -> None:
    async def answer(interaction: Interaction) -> None:
        http = interaction.client.http
        await interaction.response.send_message("legacy")
        where = f"/webhooks/{interaction.application_id}/{interaction.token}/messages/@original"
        edit = v2(text()) | {"content": None, "embeds": []}
        await http.request(discord.http.Route("PATCH", where), json=edit)

    async with running(bot_answering(answer), loopback):
        answered = await loopback.changed(await loopback.command("quote"))
    assert answered.message.content == ""
    assert answered.message.flags & V2
