"""Discord's rules for the body of a message, new or edited."""

from collections.abc import Iterator
from typing import Any

from quotebot.sandbox.discord.component_rules import component_problems
from quotebot.sandbox.discord.embed_rules import embed_problems
from quotebot.sandbox.discord.fields import Path, choices, not_an_object, text, whole_number
from quotebot.sandbox.discord.message_book import MessageFlag
from quotebot.sandbox.discord.refusals import Json, Problem, empty_message, refuse_if

MAX_CONTENT = 2000
MENTION_TYPES = ("roles", "users", "everyone")
LEGACY_FIELDS = ("content", "embeds", "poll", "sticker_ids")


def check_new_message(body: Json, path: Path = ()) -> None:
    """Raises Refused, 50035 for a broken rule and 50006 for a message with nothing in it."""
    refuse_if(_problems(body, path, v2=_has_v2(body)))
    if not _shows_something(body):
        raise empty_message()


def check_edit(before: Json, body: Json, path: Path = ()) -> None:
    """An edit is judged by what it says and by the message that it leaves behind."""
    v2 = _has_v2(body) or _has_v2(before)
    refuse_if(_problems(body, path, v2=v2))
    after = {**before, **body}
    if v2 and not _has_v2(before):
        refuse_if(_legacy_fields(after, path))
    loading = bool(before["flags"] & MessageFlag.LOADING)
    if not _shows_something(after) and (body or loading):
        raise empty_message()


def _has_v2(body: Json) -> bool:
    flags = body.get("flags")
    return isinstance(flags, int) and bool(flags & MessageFlag.IS_COMPONENTS_V2)


def _problems(body: Json, path: Path, *, v2: bool) -> Iterator[Problem]:
    yield from whole_number(body, "flags", path, least=0, most=2**31 - 1)
    yield from text(body, "content", path, most=MAX_CONTENT)
    yield from embed_problems(body, path)
    yield from component_problems(body, path, v2=v2)
    yield from _mention_problems(body, path)
    yield from _nonce_problems(body, path)
    if v2:
        yield from _legacy_fields(body, path)


def _legacy_fields(body: Json, path: Path) -> Iterator[Problem]:
    for key in LEGACY_FIELDS:
        if body.get(key):
            yield Problem(
                (*path, key),
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
            )


def _shows_something(body: Json) -> bool:
    """Discord trims content, so that blanks alone are nothing."""
    parts = ("embeds", "components", "poll", "sticker_ids")
    return bool((body.get("content") or "").strip()) or any(body.get(part) for part in parts)


def _nonce_problems(body: Json, path: Path) -> Iterator[Problem]:
    if isinstance(body.get("nonce"), str):
        yield from text(body, "nonce", path, most=25)


def _mention_problems(body: Json, path: Path) -> Iterator[Problem]:
    mentions = body.get("allowed_mentions")
    place = (*path, "allowed_mentions")
    if mentions is None:
        return
    if not isinstance(mentions, dict):
        yield not_an_object(place)
        return
    parse = mentions.get("parse") or []
    if not isinstance(parse, list) or any(kind not in MENTION_TYPES for kind in parse):
        yield choices((*place, "parse"), "'everyone', 'roles', 'users'")
        return
    for key in ("users", "roles"):
        yield from _mentioned_ids(mentions, key, place, parsed=key in parse)


def _mentioned_ids(mentions: Json, key: str, path: Path, *, parsed: bool) -> Iterator[Problem]:
    ids: Any = mentions.get(key) or []
    place = (*path, key)
    if not isinstance(ids, list) or not all(str(one).isdecimal() for one in ids):
        yield Problem(place, "NUMBER_TYPE_COERCE", "Value is not snowflake.")
    elif len(ids) > 100:
        yield Problem(place, "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length.")
    elif ids and parsed:
        message = f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.'
        yield Problem(path, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)
