"""Discord's limits on embeds."""

from collections.abc import Iterator
from typing import Any

from quotebot.sandbox.discord.fields import (
    Path,
    address,
    items,
    not_an_object,
    objects,
    required,
    text,
    whole_number,
)
from quotebot.sandbox.discord.refusals import Json, Problem

WEB = ("http", "https")
IMAGES = (*WEB, "attachment")
MAX_TOTAL = 6000
SHOWN = ("title", "description", "fields", "author", "footer", "image", "thumbnail")
MAX_COLOR = 0xFFFFFF


def embed_problems(body: Json, path: Path) -> Iterator[Problem]:
    """Ten embeds, each within its limits, with at most 6000 characters in all of them together."""
    yield from items(body, "embeds", path, most=10)
    total = 0
    for place, embed in objects(body, "embeds", path):
        yield from _one_embed(embed, place)
        total += _characters(embed)
    if total > MAX_TOTAL:
        message = f"Embed size exceeds maximum size of {MAX_TOTAL}"
        yield Problem((*path, "embeds"), "MAX_EMBED_SIZE_EXCEEDED", message)


def _one_embed(embed: Json, path: Path) -> Iterator[Problem]:
    if not any(embed.get(part) for part in SHOWN):
        yield required((*path, "description"))
    yield from text(embed, "title", path, most=256)
    yield from text(embed, "description", path, most=4096)
    yield from address(embed, "url", path, most=2048, schemes=WEB)
    yield from whole_number(embed, "color", path, least=0, most=MAX_COLOR)
    for key, limit in (("footer", 2048), ("author", 256)):
        yield from _part(embed, key, path, "text" if key == "footer" else "name", limit)
    for key in ("image", "thumbnail"):
        part = embed.get(key)
        if isinstance(part, dict):
            yield from address(part, "url", (*path, key), most=2048, schemes=IMAGES)
    yield from items(embed, "fields", path, most=25)
    for place, field in objects(embed, "fields", path):
        yield from text(field, "name", place, least=1, most=256)
        yield from text(field, "value", place, least=1, most=1024)


def _part(embed: Json, key: str, path: Path, words: str, limit: int) -> Iterator[Problem]:
    """The footer or the author: an object with its words and perhaps links."""
    part = embed.get(key)
    if part is None:
        return
    if not isinstance(part, dict):
        yield not_an_object((*path, key))
        return
    yield from text(part, words, (*path, key), least=1, most=limit)
    yield from address(part, "icon_url", (*path, key), most=2048, schemes=IMAGES)
    if key == "author":
        yield from address(part, "url", (*path, key), most=2048, schemes=WEB)


def _characters(embed: Json) -> int:
    """What counts towards the total: titles, descriptions, fields, footers and author names."""
    counted: list[Any] = [embed.get("title"), embed.get("description")]
    counted += [_inner(embed, "footer", "text"), _inner(embed, "author", "name")]
    for _, field in objects(embed, "fields", ()):
        counted += [field.get("name"), field.get("value")]
    return sum(len(words) for words in counted if isinstance(words, str))


def _inner(embed: Json, key: str, words: str) -> Any:
    part = embed.get(key)
    return part.get(words) if isinstance(part, dict) else None
