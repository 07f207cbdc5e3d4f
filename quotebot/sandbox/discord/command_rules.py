"""Discord's rules for the commands that an application registers."""

import unicodedata
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
from quotebot.sandbox.discord.option_types import (
    CHOOSABLE,
    NESTING,
    NUMERIC,
    OptionType,
)
from quotebot.sandbox.discord.refusals import Json, Problem, invalid_form_body, refuse_if

CHAT_INPUT, USER, MESSAGE = 1, 2, 3
MAX_PER_TYPE = {CHAT_INPUT: 100, USER: 15, MESSAGE: 15}
MAX_CHARACTERS = 8000
OPTION_NAME = "APPLICATION_COMMAND_OPTION_NAME_ALREADY_EXISTS"


def check_commands(commands: Any) -> None:
    """Raises Refused, 50035, naming each field that breaks a rule."""
    if not isinstance(commands, list):
        raise invalid_form_body([not_an_object(())])
    refuse_if(_problems(commands))


def _problems(commands: list[Any]) -> Iterator[Problem]:
    seen: set[tuple[int | None, str]] = set()
    for number, command in enumerate(commands):
        if not isinstance(command, dict):
            yield not_an_object((number,))
            continue
        yield from _command(command, (number,))
        key = (_kind(command), str(command.get("name")))
        if key in seen:
            message = "Application command names must be unique"
            yield Problem((number,), "APPLICATION_COMMANDS_DUPLICATE_NAME", message)
        seen.add(key)
    for kind, most in MAX_PER_TYPE.items():
        if sum(1 for given, _ in seen if given == kind) > most:
            message = f"Maximum number of application commands reached ({most})."
            yield Problem((), "APPLICATION_COMMANDS_LIMIT_REACHED", message)


def _command(command: Json, path: Path) -> Iterator[Problem]:
    kind = _kind(command)
    if kind is None:
        yield choices((*path, "type"), "1, 2, 3, 4")
        return
    yield from text(command, "name", path, least=1, most=32)
    yield from _places(command, path)
    if kind != CHAT_INPUT:
        yield from _menu_command(command, path)
        return
    yield from _name(command, path)
    yield from text(command, "description", path, least=1, most=100)
    yield from _localizations(command, path)
    yield from _options(command, path, depth=0)
    if _characters(command) > MAX_CHARACTERS:
        message = f"Command exceeds maximum size ({MAX_CHARACTERS})"
        yield Problem(path, "APPLICATION_COMMAND_TOO_LARGE", message)


def _kind(command: Json) -> int | None:
    """None for what is no type of command."""
    given = command.get("type")
    kind = CHAT_INPUT if given is None else given
    return kind if kind in tuple(MAX_PER_TYPE) else None


def _places(command: Json, path: Path) -> Iterator[Problem]:
    """Where the command is to be offered, and to whom."""
    for key, known in (("contexts", (0, 1, 2)), ("integration_types", (0, 1))):
        given = command.get(key)
        if given is None:
            continue
        if not isinstance(given, list) or any(one not in known for one in given):
            yield choices((*path, key), ", ".join(map(str, known)))
        elif not given or len(given) != len(set(given)):
            message = "Must be a list of one or more different values."
            yield Problem((*path, key), "SET_TYPE_CONTAINS_DUPLICATES", message)
    permissions = command.get("default_member_permissions")
    if permissions is not None and not str(permissions).isdecimal():
        place = (*path, "default_member_permissions")
        yield Problem(place, "NUMBER_TYPE_COERCE", f'Value "{permissions}" is not int.')


def _menu_command(command: Json, path: Path) -> Iterator[Problem]:
    for key in ("description", "options"):
        if command.get(key):
            message = f"Context menu commands cannot have {key}"
            code = f"APPLICATION_COMMAND_CONTEXT_MENU_{key.upper()}_FORBIDDEN"
            yield Problem((*path, key), code, message)


def _name(owner: Json, path: Path) -> Iterator[Problem]:
    name = owner.get("name")
    if isinstance(name, str) and 1 <= len(name) <= 32 and not is_command_name(name):
        yield Problem(
            (*path, "name"), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid"
        )


def is_command_name(name: str) -> bool:
    """Letters, digits, `-`, `_`, `'`, Devanagari and Thai signs; lower case where one exists."""
    return name == name.lower() and all(map(_is_name_character, name))


def _is_name_character(character: str) -> bool:
    if character in "-_'" or unicodedata.category(character)[0] in "LN":
        return True
    # The vowel signs of these two scripts are no letters, and their names need them.
    return unicodedata.name(character, "").startswith(("DEVANAGARI", "THAI"))


def _localizations(owner: Json, path: Path) -> Iterator[Problem]:
    for key, most in (("name_localizations", 32), ("description_localizations", 100)):
        localized = owner.get(key) or {}
        if not isinstance(localized, dict):
            yield not_an_object((*path, key))
            continue
        for locale in localized:
            yield from text(localized, locale, (*path, key), least=1, most=most)


def _options(owner: Json, path: Path, *, depth: int) -> Iterator[Problem]:
    yield from items(owner, "options", path, most=25)
    names: set[str] = set()
    optional_seen = False
    nested = [option.get("type") in NESTING for _, option in objects(owner, "options", path)]
    if any(nested) and not all(nested):
        message = "Sub-command and sub-command group option types are mutually exclusive to all"
        code = "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"
        yield Problem((*path, "options"), code, f"{message} other types")
    for place, option in objects(owner, "options", path):
        yield from _option(option, place, depth=depth)
        if option.get("required") and optional_seen:
            message = "Required options must be placed before non-required options"
            yield Problem(place, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        optional_seen = optional_seen or not option.get("required")
        name = str(option.get("name"))
        if name in names:
            yield Problem((*place, "name"), OPTION_NAME, "Option name already exists")
        names.add(name)


def _option(option: Json, path: Path, *, depth: int) -> Iterator[Problem]:
    kind = option.get("type")
    if kind not in tuple(OptionType) or isinstance(kind, bool):
        yield choices((*path, "type"), ", ".join(str(one.value) for one in OptionType))
        return
    yield from text(option, "name", path, least=1, most=32)
    yield from _name(option, path)
    yield from text(option, "description", path, least=1, most=100)
    yield from _localizations(option, path)
    if kind in NESTING:
        yield from _nesting(option, path, depth=depth)
    else:
        yield from _suggesting(option, path)


def _nesting(option: Json, path: Path, *, depth: int) -> Iterator[Problem]:
    """A group holds subcommands, a subcommand holds neither groups nor subcommands."""
    inside = [inner.get("type") for _, inner in objects(option, "options", path)]
    if option["type"] == OptionType.SUB_COMMAND_GROUP:
        misplaced = depth > 0 or any(kind != OptionType.SUB_COMMAND for kind in inside)
        if not inside:
            yield required((*path, "options"))
    else:
        misplaced = depth > 1 or any(kind in NESTING for kind in inside)
    if misplaced:
        message = "Sub-commands and sub-command groups cannot be nested this way"
        yield Problem((*path, "options"), "APPLICATION_COMMAND_OPTIONS_NESTING_INVALID", message)
        return
    yield from _options(option, path, depth=depth + 1)


def _suggesting(option: Json, path: Path) -> Iterator[Problem]:
    """Choices and autocomplete: for text and numbers only, and never both."""
    yield from items(option, "choices", path, most=25)
    has_choices, completes = bool(option.get("choices")), bool(option.get("autocomplete"))
    if has_choices and completes:
        message = "Autocomplete options cannot have choices"
        code = "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES_EXCLUSIVE"
        yield Problem((*path, "choices"), code, message)
    if (has_choices or completes) and option["type"] not in CHOOSABLE:
        message = "Choices and autocomplete are only for string, integer and number options"
        yield Problem(path, "APPLICATION_COMMAND_OPTION_TYPE_INVALID_CHOICES", message)
    for place, choice in objects(option, "choices", path):
        yield from text(choice, "name", place, least=1, most=100)
        yield from _choice_value(option["type"], choice, place)


def _choice_value(kind: int, choice: Json, path: Path) -> Iterator[Problem]:
    value = choice.get("value")
    if kind == OptionType.STRING:
        yield from text(choice, "value", path, least=1, most=100)
    elif kind in NUMERIC and (not isinstance(value, int | float) or isinstance(value, bool)):
        yield Problem((*path, "value"), "NUMBER_TYPE_COERCE", f'Value "{value}" is not a number.')


def _characters(owner: Json) -> int:
    """Names, descriptions and choice values; of each text its longest localization counts."""
    total = _longest(owner, "name") + _longest(owner, "description")
    for _, choice in objects(owner, "choices", ()):
        value = choice.get("value")
        total += _longest(choice, "name") + (len(value) if isinstance(value, str) else 0)
    return total + sum(_characters(option) for _, option in objects(owner, "options", ()))


def _longest(owner: Json, key: str) -> int:
    localized = owner.get(f"{key}_localizations")
    texts = [owner.get(key), *(localized.values() if isinstance(localized, dict) else ())]
    return max(len(words) if isinstance(words, str) else 0 for words in texts)
