"""The loopback Discord refuses the commands that Discord refuses, and no others."""

from typing import Any

import discord
import pytest

from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.discord.command_rules import is_command_name
from tests.sandbox.discord.bots import Bot

Json = dict[str, Any]


def command(**changes: object) -> Json:
    return {"name": "quote", "description": "Show a quote", "type": 1} | changes


def option(**changes: object) -> Json:
    return {"type": 3, "name": "topic", "description": "What about"} | changes


def options(*several: Json) -> Json:
    return command(options=list(several))


def choices(count: int) -> list[Json]:
    return [{"name": f"{number}", "value": f"{number}"} for number in range(count)]


def large(size: int) -> Json:
    """A command of exactly that many characters: 100 for each choice, names and values."""
    count, rest = divmod(size - 12, 200)
    pairs = [{"name": "n" * 100, "value": f"{number}".zfill(100)} for number in range(count)]
    if rest:
        pairs.append({"name": "n" * (rest // 2), "value": "v" * (rest - rest // 2)})
    pages = [pairs[start : start + 25] for start in range(0, len(pairs), 25)]
    several = [option(name=f"{n}", description="d", choices=page) for n, page in enumerate(pages)]
    return command(name="q", description="d" * (11 - 2 * len(pages)), options=several)


def many(count: int, **changes: object) -> list[Json]:
    return [command(name=f"c{number}", **changes) for number in range(count)]


NESTED = options(
    option(
        type=2, name="list", options=[option(type=1, name="add", options=[option(required=True)])]
    ),
    option(type=1, name="topics"),
)

ACCEPTED: dict[str, list[Json]] = {
    "none": [],
    "a plain command": [command()],
    "a name of 32": [command(name="x" * 32)],
    "a name in another script": [command(name="引用"), command(name="คำคม"), command(name="हिंदी")],
    "a description of 100": [command(description="x" * 100)],
    "required before optional": [options(option(required=True), option(name="by"))],
    "25 options": [options(*[option(name=f"o{number}") for number in range(25)])],
    "25 choices": [options(option(choices=choices(25)))],
    "numbers to choose from": [
        options(option(type=4, choices=[{"name": "one", "value": 1}])),
    ],
    "autocomplete": [options(option(autocomplete=True))],
    "groups and subcommands": [NESTED],
    "8000 characters": [large(8000)],
    "localizations": [command(name_localizations={"de": "zitat"}, description_localizations=None)],
    "the same name for another type": [
        command(),
        {"name": "quote", "type": 3, "description": ""},
        {"name": "Save this, please", "type": 2},
    ],
    "100 commands": many(100),
}

REFUSED: dict[str, tuple[list[Json], str, str]] = {
    "no name": ([command(name=None)], "0.name", "BASE_TYPE_REQUIRED"),
    "a name of 33": ([command(name="x" * 33)], "0.name", "BASE_TYPE_BAD_LENGTH"),
    "a name in upper case": ([command(name="Quote")], "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
    "a name with a space": ([command(name="a b")], "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
    "no description": ([command(description="")], "0.description", "BASE_TYPE_BAD_LENGTH"),
    "a description of 101": (
        [command(description="x" * 101)],
        "0.description",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "a description in the menu": (
        [{"name": "Save", "type": 3, "description": "x"}],
        "0.description",
        "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_FORBIDDEN",
    ),
    "an unknown context": ([command(contexts=[3])], "0.contexts", "BASE_TYPE_CHOICES"),
    "no context": ([command(contexts=[])], "0.contexts", "SET_TYPE_CONTAINS_DUPLICATES"),
    "permissions in words": (
        [command(default_member_permissions="all")],
        "0.default_member_permissions",
        "NUMBER_TYPE_COERCE",
    ),
    "an unknown type": ([command(type=9)], "0.type", "BASE_TYPE_CHOICES"),
    "a command that is no object": ([command(), "x"], "1", "MODEL_TYPE_CONVERT"),  # type: ignore[list-item]  # wrong on purpose
    "a name twice": ([command(), command()], "1", "APPLICATION_COMMANDS_DUPLICATE_NAME"),
    "26 options": (
        [options(*[option(name=f"o{number}") for number in range(26)])],
        "0.options",
        "BASE_TYPE_MAX_LENGTH",
    ),
    "an option twice": (
        [options(option(), option())],
        "0.options.1.name",
        "APPLICATION_COMMAND_OPTION_NAME_ALREADY_EXISTS",
    ),
    "an option in upper case": (
        [options(option(name="Topic"))],
        "0.options.0.name",
        "APPLICATION_COMMAND_INVALID_NAME",
    ),
    "optional before required": (
        [options(option(), option(name="by", required=True))],
        "0.options.1",
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
    ),
    "an unknown option type": (
        [options(option(type=12))],
        "0.options.0.type",
        "BASE_TYPE_CHOICES",
    ),
    "26 choices": (
        [options(option(choices=choices(26)))],
        "0.options.0.choices",
        "BASE_TYPE_MAX_LENGTH",
    ),
    "a choice's name of 101": (
        [options(option(choices=[{"name": "x" * 101, "value": "x"}]))],
        "0.options.0.choices.0.name",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "a choice's value of 101": (
        [options(option(choices=[{"name": "x", "value": "x" * 101}]))],
        "0.options.0.choices.0.value",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "a word among numbers": (
        [options(option(type=4, choices=[{"name": "x", "value": "x"}]))],
        "0.options.0.choices.0.value",
        "NUMBER_TYPE_COERCE",
    ),
    "choices and autocomplete": (
        [options(option(choices=choices(1), autocomplete=True))],
        "0.options.0.choices",
        "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES_EXCLUSIVE",
    ),
    "autocomplete for a yes or no": (
        [options(option(type=5, autocomplete=True))],
        "0.options.0",
        "APPLICATION_COMMAND_OPTION_TYPE_INVALID_CHOICES",
    ),
    "a subcommand beside an option": (
        [options(option(type=1), option(name="by"))],
        "0.options",
        "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
    ),
    "a group in a group": (
        [options(option(type=2, options=[option(type=2, options=[option(type=1)])]))],
        "0.options.0.options",
        "APPLICATION_COMMAND_OPTIONS_NESTING_INVALID",
    ),
    "a subcommand in a subcommand": (
        [options(option(type=1, options=[option(type=1)]))],
        "0.options.0.options",
        "APPLICATION_COMMAND_OPTIONS_NESTING_INVALID",
    ),
    "an empty group": ([options(option(type=2))], "0.options.0.options", "BASE_TYPE_REQUIRED"),
    "8001 characters": ([large(8001)], "0", "APPLICATION_COMMAND_TOO_LARGE"),
    "a localized name of 33": (
        [command(name_localizations={"de": "x" * 33})],
        "0.name_localizations.de",
        "BASE_TYPE_BAD_LENGTH",
    ),
}


async def register(loopback: LoopbackDiscord, commands: list[Json]) -> None:
    async with Bot() as bot:
        # Its setup registers the bot's own commands: none.
        await bot.login(loopback.token)
        assert bot.application_id is not None
        await bot.http.bulk_upsert_global_commands(bot.application_id, commands)


@pytest.mark.parametrize("name", ACCEPTED)
async def test_commands_within_the_rules_are_registered(
    loopback: LoopbackDiscord, name: str
) -> None:
    await register(loopback, ACCEPTED[name])
    assert [one["name"] for one in loopback.commands] == [one["name"] for one in ACCEPTED[name]]


async def test_a_command_is_echoed_without_what_goes_without_saying(
    loopback: LoopbackDiscord,
) -> None:
    said = option(required=False, autocomplete=True, choices=[], min_length=0, max_length=None)
    names = {"de": "thema"}
    await register(loopback, [options(said | {"name_localizations": names})])
    (echoed,) = loopback.commands
    kept = option(autocomplete=True, min_length=0)
    assert echoed["options"] == [kept | {"name_localizations": names}]
    async with Bot() as bot:
        await bot.http.static_login(loopback.token)
        fetched: Json
        (fetched,) = map(dict, await bot.http.get_global_commands(int(echoed["application_id"])))
        assert fetched["options"] == [kept]
        assert (fetched["id"], fetched["version"]) == (echoed["id"], echoed["version"])


async def test_a_command_keeps_its_id_and_changes_its_version(loopback: LoopbackDiscord) -> None:
    async with Bot() as bot:
        await bot.login(loopback.token)
        assert bot.application_id is not None
        for commands in ([command()], [command()], [command(description="Show another")]):
            await bot.http.bulk_upsert_global_commands(bot.application_id, commands)
    answers = [one.answer[0] for one in loopback.requests if one.method == "PUT" and one.answer]
    assert len({one["id"] for one in answers}) == 1
    assert answers[0]["version"] == answers[1]["version"] != answers[2]["version"]


@pytest.mark.parametrize("name", REFUSED)
async def test_commands_beyond_a_rule_are_refused_as_discord_does(
    loopback: LoopbackDiscord, name: str
) -> None:
    commands, path, code = REFUSED[name]
    with pytest.raises(discord.HTTPException) as refused:
        await register(loopback, commands)
    assert (refused.value.status, refused.value.code) == (400, 50035)
    place = loopback.requests[-1].answer["errors"]
    for key in path.split("."):
        place = place[key]
    assert code in [error["code"] for error in place["_errors"]]
    assert loopback.commands == ()


@pytest.mark.parametrize(
    "commands", [many(101), [{"name": f"{number}", "type": 2} for number in range(16)]]
)
async def test_too_many_commands_are_refused(
    loopback: LoopbackDiscord, commands: list[Json]
) -> None:
    with pytest.raises(discord.HTTPException) as refused:
        await register(loopback, commands)
    assert refused.value.code == 50035


async def test_another_applications_commands_are_out_of_reach(loopback: LoopbackDiscord) -> None:
    async with Bot() as bot:
        await bot.login(loopback.token)
        with pytest.raises(discord.Forbidden):
            await bot.http.bulk_upsert_global_commands(1, [command()])


@pytest.mark.parametrize("name", ["a", "it's", "a-b_c", "été", "ñ", "topic2", "日本語", "กำ"])
def test_what_may_be_in_a_name(name: str) -> None:
    assert is_command_name(name)


@pytest.mark.parametrize("name", ["A", "a b", "a.b", "É", "a/b", "★", "a\n"])
def test_what_may_not_be_in_a_name(name: str) -> None:
    assert not is_command_name(name)
