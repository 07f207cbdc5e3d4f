"""Discord's limits on message components, the older layout and Components V2."""

from collections.abc import Callable, Iterator, Mapping
from enum import IntEnum

from quotebot.sandbox.discord.fields import (
    Path,
    address,
    choices,
    items,
    not_an_object,
    objects,
    required,
    text,
    whole_number,
)
from quotebot.sandbox.discord.message_book import walk_components
from quotebot.sandbox.discord.refusals import Json, Problem

MAX_COMPONENTS_V2 = 40
MAX_DISPLAYED_TEXT = 4000
LINK, PREMIUM = 5, 6
LINK_SCHEMES = ("http", "https", "discord")
MEDIA_SCHEMES = ("http", "https", "attachment")


class ComponentType(IntEnum):
    ACTION_ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT_DISPLAY = 10
    THUMBNAIL = 11
    MEDIA_GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17


SELECTS = (
    ComponentType.STRING_SELECT,
    ComponentType.USER_SELECT,
    ComponentType.ROLE_SELECT,
    ComponentType.MENTIONABLE_SELECT,
    ComponentType.CHANNEL_SELECT,
)
LEGACY_TOP = (ComponentType.ACTION_ROW,)
IN_ROW = (ComponentType.BUTTON, *SELECTS)
IN_CONTAINER = (
    ComponentType.ACTION_ROW,
    ComponentType.SECTION,
    ComponentType.TEXT_DISPLAY,
    ComponentType.MEDIA_GALLERY,
    ComponentType.FILE,
    ComponentType.SEPARATOR,
)
V2_TOP = (*IN_CONTAINER, ComponentType.CONTAINER)
ACCESSORIES = (ComponentType.BUTTON, ComponentType.THUMBNAIL)


def component_problems(body: Json, path: Path, *, v2: bool) -> Iterator[Problem]:
    """Everything wrong in `body["components"]`."""
    most = MAX_COMPONENTS_V2 if v2 else 5
    malformed = list(items(body, "components", path, most=most))
    yield from malformed
    if malformed:
        return
    for place, component in objects(body, "components", path):
        yield from _component(component, place, V2_TOP if v2 else LEGACY_TOP)
    everything = list(walk_components(body.get("components")))
    yield from _duplicates(everything, (*path, "components"))
    if v2:
        yield from _totals(everything, (*path, "components"))


def _totals(everything: list[Json], path: Path) -> Iterator[Problem]:
    if len(everything) > MAX_COMPONENTS_V2:
        message = f"Must be {MAX_COMPONENTS_V2} or fewer in total, nested components included."
        yield Problem(path, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message)
    shown = (one.get("content") for one in everything if one.get("type") == 10)
    if sum(len(words) for words in shown if isinstance(words, str)) > MAX_DISPLAYED_TEXT:
        message = f"Components displayable text size exceeds maximum size of {MAX_DISPLAYED_TEXT}"
        yield Problem(path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message)


def _duplicates(everything: list[Json], path: Path) -> Iterator[Problem]:
    for key, code, message in (
        (
            "custom_id",
            "COMPONENT_CUSTOM_ID_DUPLICATED",
            "Component custom id cannot be duplicated",
        ),
        ("id", "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated"),
    ):
        given = [str(one[key]) for one in everything if one.get(key)]
        if len(given) != len(set(given)):
            yield Problem(path, code, message)


def _component(
    component: Json, path: Path, allowed: tuple[ComponentType, ...]
) -> Iterator[Problem]:
    kind = component.get("type")
    if kind not in allowed or isinstance(kind, bool):
        listed = ", ".join(str(one.value) for one in allowed)
        listed = f"{listed}," if len(allowed) == 1 else listed
        message = f'Value of field "type" must be one of ({listed}).'
        yield Problem(path, "UNION_TYPE_CHOICES", message)
        return
    yield from whole_number(component, "id", path, least=0, most=2**31 - 1)
    yield from CHECKS[ComponentType(kind)](component, path)


def _action_row(row: Json, path: Path) -> Iterator[Problem]:
    yield from items(row, "components", path, least=1, most=5)
    inside = [one for _, one in objects(row, "components", path)]
    for place, component in objects(row, "components", path):
        yield from _component(component, place, IN_ROW)
    if any(one.get("type") in SELECTS for one in inside) and len(inside) > 1:
        message = "The specified component exceeds the maximum width"
        yield Problem((*path, "components", 1), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message)


def _button(button: Json, path: Path) -> Iterator[Problem]:
    style = button.get("style")
    if style not in range(1, 7) or isinstance(style, bool):
        yield choices((*path, "style"), "1, 2, 3, 4, 5, 6")
        return
    yield from text(button, "label", path, most=80)
    if style == LINK:
        yield from _link_button(button, path)
    elif style != PREMIUM:
        yield from text(button, "custom_id", path, least=1, most=100)
        if button.get("url") is not None:
            yield _forbidden((*path, "url"), "A url cannot be specified on this button style")
    if style != PREMIUM and not button.get("label") and not button.get("emoji"):
        message = "A label or an emoji is required."
        yield Problem(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", message)


def _link_button(button: Json, path: Path) -> Iterator[Problem]:
    if not button.get("url"):
        yield required((*path, "url"))
    yield from address(button, "url", path, most=512, schemes=LINK_SCHEMES)
    if button.get("custom_id") is not None:
        message = "A custom id and url cannot both be specified"
        yield _forbidden((*path, "custom_id"), message)


def _forbidden(path: Path, message: str) -> Problem:
    return Problem(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message)


def _select(select: Json, path: Path) -> Iterator[Problem]:
    yield from text(select, "custom_id", path, least=1, most=100)
    yield from text(select, "placeholder", path, most=150)
    yield from whole_number(select, "min_values", path, least=0, most=25)
    yield from whole_number(select, "max_values", path, least=1, most=25)
    if select.get("type") != ComponentType.STRING_SELECT:
        return
    yield from items(select, "options", path, least=1, most=25)
    seen: set[str] = set()
    for place, option in objects(select, "options", path):
        yield from text(option, "label", place, least=1, most=100)
        yield from text(option, "value", place, least=1, most=100)
        yield from text(option, "description", place, most=100)
        value = str(option.get("value"))
        if value in seen:
            message = "The specified option value is already used"
            yield Problem((*place, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)
        seen.add(value)


def _section(section: Json, path: Path) -> Iterator[Problem]:
    yield from items(section, "components", path, least=1, most=3)
    for place, component in objects(section, "components", path):
        yield from _component(component, place, (ComponentType.TEXT_DISPLAY,))
    accessory = section.get("accessory")
    place = (*path, "accessory")
    if accessory is None:
        yield required(place)
    elif isinstance(accessory, dict):
        yield from _component(accessory, place, ACCESSORIES)
    else:
        yield not_an_object(place)


def _text_display(display: Json, path: Path) -> Iterator[Problem]:
    return text(display, "content", path, least=1, most=MAX_DISPLAYED_TEXT)


def _thumbnail(thumbnail: Json, path: Path) -> Iterator[Problem]:
    yield from text(thumbnail, "description", path, most=1024)
    yield from _media(thumbnail, "media", path)


def _media(owner: Json, key: str, path: Path) -> Iterator[Problem]:
    media = owner.get(key)
    if not isinstance(media, dict) or not media.get("url"):
        yield required((*path, key))
        return
    yield from address(media, "url", (*path, key), most=2048, schemes=MEDIA_SCHEMES)


def _gallery(gallery: Json, path: Path) -> Iterator[Problem]:
    yield from items(gallery, "items", path, least=1, most=10)
    for place, item in objects(gallery, "items", path):
        yield from _thumbnail(item, place)


def _file(file: Json, path: Path) -> Iterator[Problem]:
    return _media(file, "file", path)


def _separator(separator: Json, path: Path) -> Iterator[Problem]:
    if separator.get("spacing") not in (None, 1, 2):
        yield choices((*path, "spacing"), "1, 2")


def _container(container: Json, path: Path) -> Iterator[Problem]:
    yield from whole_number(container, "accent_color", path, least=0, most=0xFFFFFF)
    yield from items(container, "components", path, least=1, most=MAX_COMPONENTS_V2)
    for place, component in objects(container, "components", path):
        yield from _component(component, place, IN_CONTAINER)


CHECKS: Mapping[ComponentType, Callable[[Json, Path], Iterator[Problem]]] = {
    ComponentType.ACTION_ROW: _action_row,
    ComponentType.BUTTON: _button,
    **dict.fromkeys(SELECTS, _select),
    ComponentType.SECTION: _section,
    ComponentType.TEXT_DISPLAY: _text_display,
    ComponentType.THUMBNAIL: _thumbnail,
    ComponentType.MEDIA_GALLERY: _gallery,
    ComponentType.FILE: _file,
    ComponentType.SEPARATOR: _separator,
    ComponentType.CONTAINER: _container,
}
