"""The real discord.py on the loopback Discord: commands, answers, follow-ups, buttons."""

import asyncio

import discord
import pytest
from discord import app_commands

from quotebot.sandbox.discord import ADA, GUS, MAX, DidNotRespond, LoopbackDiscord, NotOffered
from quotebot.sandbox.discord.interactions import CallbackType
from tests.sandbox.discord.bots import Bot, Interaction, bot_answering, button_view, running


async def test_a_bot_logs_in_and_sees_its_guild(loopback: LoopbackDiscord) -> None:
    bot = Bot()
    async with running(bot, loopback):
        await bot.wait_until_ready()
        assert [guild.name for guild in bot.guilds] == ["Sandbox"]
        assert [channel.name for channel in bot.guilds[0].text_channels] == ["general", "quotes"]
        assert bot.user is not None
        assert bot.user.id == bot.application_id
    assert loopback.identified == ({"intents": 1, "shard": [0, 1]},)


async def test_a_wrong_token_is_refused_at_login(loopback: LoopbackDiscord) -> None:
    async with Bot() as bot:
        with pytest.raises(discord.LoginFailure):
            await bot.login("a-wrong-token")
    assert [request.status for request in loopback.requests] == [401]
    assert loopback.requests[0].answer == {"message": "401: Unauthorized", "code": 0}


async def test_a_registered_command_is_echoed_with_an_id_that_it_keeps(
    loopback: LoopbackDiscord,
) -> None:
    async def never(_: Interaction) -> None:
        raise AssertionError

    bot = bot_answering(never)
    async with running(bot, loopback):
        first = [command.id for command in await bot.tree.sync()]
        again = [command.id for command in await bot.tree.fetch_commands()]
    assert first == again
    assert [command["name"] for command in loopback.commands] == ["quote"]


async def test_a_public_answer_is_seen_by_everybody(loopback: LoopbackDiscord) -> None:
    async def answer(interaction: Interaction) -> None:
        await interaction.response.send_message(f"for {interaction.user.display_name}")

    async with running(bot_answering(answer), loopback):
        answered = await loopback.command("quote", {"topic": "progress"}, person=ADA)
    assert answered.callback is CallbackType.MESSAGE
    assert answered.message.content == "for Ada"
    assert not answered.message.ephemeral
    assert loopback.messages(answered.message.channel, seen_by=GUS) == answered.messages


async def test_an_ephemeral_answer_is_seen_by_one_person(loopback: LoopbackDiscord) -> None:
    async def answer(interaction: Interaction) -> None:
        await interaction.response.send_message("psst", ephemeral=True)

    async with running(bot_answering(answer), loopback):
        answered = await loopback.command("quote", person=MAX)
    channel = answered.message.channel
    assert answered.message.only_for == MAX
    assert loopback.messages(channel, seen_by=MAX) == answered.messages
    assert loopback.messages(channel, seen_by=ADA) == ()


async def test_a_command_works_in_direct_messages(loopback: LoopbackDiscord) -> None:
    async def answer(interaction: Interaction) -> None:
        assert interaction.context.dm_channel
        assert interaction.guild is None
        await interaction.response.send_message(f"hello {interaction.user.name}")

    async with running(bot_answering(answer), loopback):
        channel = loopback.direct_messages(MAX)
        answered = await loopback.command("quote", channel=channel)
        assert answered.message.content == "hello max"
        with pytest.raises(NotOffered):
            await loopback.command("quote", person=ADA, channel=channel)


async def test_a_deferred_answer_is_edited_and_followed_up(loopback: LoopbackDiscord) -> None:
    may_go_on = asyncio.Event()

    async def answer(interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await may_go_on.wait()
        await interaction.edit_original_response(content="found")
        await interaction.followup.send("and another", ephemeral=False)

    async with running(bot_answering(answer), loopback):
        thinking = await loopback.command("quote")
        may_go_on.set()
        edited = await loopback.changed(thinking)
        followed = await loopback.changed(edited)
    assert thinking.callback is CallbackType.DEFERRED_MESSAGE
    assert thinking.thinking
    assert edited.message.content == "found"
    assert edited.message.ephemeral
    assert not edited.thinking
    assert [message.content for message in followed.messages] == ["found", "and another"]


async def test_the_first_follow_up_takes_the_place_of_a_deferred_answer(
    loopback: LoopbackDiscord,
) -> None:
    async def answer(interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        sent = await interaction.followup.send("found", wait=True)
        await sent.edit(content="found it")
        await sent.delete()

    async with running(bot_answering(answer), loopback):
        thinking = await loopback.command("quote")
        answered = thinking
        while answered.changes < 4:
            answered = await loopback.changed(answered)
    assert answered.messages == ()
    assert [request.status for request in loopback.requests[3:]] == [200, 200, 200, 204]
    assert loopback.messages(loopback.channel("general")) == ()


async def test_autocomplete_offers_what_the_bot_suggests(loopback: LoopbackDiscord) -> None:
    async def never(_: Interaction) -> None:
        raise AssertionError

    async with running(bot_answering(never), loopback):
        offered = await loopback.autocomplete("quote", {"topic": "pro"}, focused="topic")
        untouched = await loopback.autocomplete("quote", {}, focused="topic")
        for name, focused in (("quote", "author"), ("", "topic"), ("quotes", "topic")):
            with pytest.raises(NotOffered):
                await loopback.autocomplete(name, {}, focused=focused)
    assert len(offered) == 25
    assert untouched[24].name == " 24"
    assert offered[24].name == "pro 24"
    assert offered[24].value == "pro24"


async def test_a_pressed_button_answers_and_updates_its_message(loopback: LoopbackDiscord) -> None:
    async def again(interaction: Interaction) -> None:
        assert interaction.message is not None
        await interaction.response.edit_message(view=button_view("second", privately))

    async def privately(interaction: Interaction) -> None:
        await interaction.response.send_message("yours", ephemeral=True)

    async def answer(interaction: Interaction) -> None:
        await interaction.response.send_message(view=button_view("first", again))

    async with running(bot_answering(answer), loopback):
        shown = await loopback.command("quote", person=MAX)
        updated = await loopback.press(shown.message, "first", person=GUS)
        assert updated.callback is CallbackType.UPDATE_MESSAGE
        assert updated.message.id == shown.message.id
        assert updated.message.component("second") is not None
        assert updated.message.edited
        private = await loopback.press(updated.message, "second", person=GUS)
        assert private.message.only_for == GUS
        with pytest.raises(NotOffered):
            await loopback.press(updated.message, "first")


async def test_a_silent_press_may_be_answered_by_an_edit(loopback: LoopbackDiscord) -> None:
    async def pressed(interaction: Interaction) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(view=button_view("second", pressed))

    async def answer(interaction: Interaction) -> None:
        await interaction.response.send_message(view=button_view("first", pressed))

    async with running(bot_answering(answer), loopback):
        shown = await loopback.command("quote")
        silent = await loopback.press(shown.message, "first")
        edited = await loopback.changed(silent)
    assert silent.callback is CallbackType.DEFERRED_UPDATE
    assert edited.message.id == shown.message.id
    assert edited.message.component("second") is not None


async def test_a_forged_custom_id_reaches_the_bot(loopback: LoopbackDiscord) -> None:
    received: list[object] = []

    async def answer(interaction: Interaction) -> None:
        await interaction.response.send_message("no button here")

    bot = bot_answering(answer)

    async def on_interaction(interaction: Interaction) -> None:
        if interaction.type is discord.InteractionType.component:
            received.append(dict(interaction.data or ()).get("custom_id"))
            await interaction.response.send_message("expired", ephemeral=True)

    bot.event(on_interaction)
    async with running(bot, loopback):
        shown = await loopback.command("quote")
        await loopback.press(shown.message, "forged", force=True)
    assert received == ["forged"]


async def test_what_takes_too_long_is_refused_with_10062(loopback: LoopbackDiscord) -> None:
    given_up = asyncio.Event()
    refused: asyncio.Future[discord.NotFound] = asyncio.get_running_loop().create_future()

    async def answer(interaction: Interaction) -> None:
        await given_up.wait()
        try:
            await interaction.response.send_message("late")
        except discord.NotFound as error:
            refused.set_result(error)

    async with running(bot_answering(answer), loopback):
        with pytest.raises(DidNotRespond, match="the application did not respond"):
            await loopback.command("quote", within=0.05)
        given_up.set()
        assert (await refused).code == 10062
    assert loopback.messages(loopback.channel("general")) == ()


async def test_a_second_answer_is_refused_with_40060(loopback: LoopbackDiscord) -> None:
    refused: asyncio.Future[discord.HTTPException] = asyncio.get_running_loop().create_future()

    async def answer(interaction: Interaction) -> None:
        await interaction.response.send_message("first")
        callback = {"type": 4, "data": {"content": "second"}}
        path = f"/interactions/{interaction.id}/{interaction.token}/callback"
        try:
            await interaction.client.http.request(discord.http.Route("POST", path), json=callback)
        except discord.HTTPException as error:
            refused.set_result(error)

    async with running(bot_answering(answer), loopback):
        answered = await loopback.command("quote")
        error = await refused
    assert (error.status, error.code) == (400, 40060)
    assert answered.message.content == "first"


async def test_subcommands_and_typed_options_arrive_as_the_bot_declared_them(
    loopback: LoopbackDiscord,
) -> None:
    bot = Bot()
    quotes = app_commands.Group(name="quotes", description="Everything else")

    @quotes.command(name="page", description="Turn the page")
    async def page(
        interaction: Interaction,
        number: app_commands.Range[int, 1, 9],
        who: discord.Member,
        where: discord.TextChannel,
        private: bool = False,
    ) -> None:
        words = f"{number} {who.display_name} {where.name} {private}"
        await interaction.response.send_message(words)

    bot.tree.add_command(quotes)
    full = {"number": 3, "who": ADA, "where": loopback.channel("quotes"), "private": True}
    async with running(bot, loopback):
        answered = await loopback.command("quotes page", full)
        assert answered.message.content == "3 Ada quotes True"
        for wrong in (
            {"number": 10},
            {"number": "3"},
            {"number": True},
            {"who": "Ada"},
            {"colour": "red"},
        ):
            with pytest.raises(NotOffered):
                await loopback.command("quotes page", full | wrong)
        for name in ("quotes", "quotes paper", "quote", "quotes page page"):
            with pytest.raises(NotOffered):
                await loopback.command(name, full)
        del full["number"]
        with pytest.raises(NotOffered, match="needs the option number"):
            await loopback.command("quotes page", full)


async def test_a_command_for_administrators_is_offered_to_nobody_else(
    loopback: LoopbackDiscord,
) -> None:
    bot = Bot()

    @bot.tree.command(name="daily", description="Set up the daily quote")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def daily(interaction: Interaction) -> None:
        await interaction.response.send_message("done")

    async with running(bot, loopback):
        await loopback.command("daily", person=ADA)
        with pytest.raises(NotOffered):
            await loopback.command("daily", person=MAX)
        with pytest.raises(NotOffered):
            await loopback.command("daily", person=MAX, channel=loopback.direct_messages(MAX))
