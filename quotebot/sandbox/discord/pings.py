"""Whom a message notifies: the mentions in it that `allowed_mentions` lets through."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from quotebot.sandbox.discord import payloads
from quotebot.sandbox.discord.component_rules import ComponentType
from quotebot.sandbox.discord.message_book import walk_components
from quotebot.sandbox.discord.refusals import Json
from quotebot.sandbox.discord.world import Person

USER = re.compile(r"<@!?(\d+)>")
ROLE = re.compile(r"<@&(\d+)>")
EVERYONE = re.compile(r"@(?:everyone|here)")
ALL_KINDS = ("everyone", "roles", "users")
# What holds when a body has no allowed_mentions: anything in a channel message, people elsewhere.
CHANNEL_DEFAULT: Json = {"parse": list(ALL_KINDS)}
INTERACTION_DEFAULT: Json = {"parse": ["users"]}


def pings(body: Json, default: Json, people: Iterable[Person]) -> Json:
    """The `mentions`, `mention_roles` and `mention_everyone` of the message.

    Escapes and code are ignored: Discord looks for mentions in the raw text. It counts as if the
    bot held the permission to mention everyone, which servers grant by default.
    """
    texts = list(_pinging_texts(body))
    allowed = body.get("allowed_mentions")
    allowed = default if allowed is None else allowed
    users = {one for one in _ids(USER, texts) if _allows(allowed, "users", one)}
    return {
        "mentions": [payloads.user(person) for person in people if str(person.id) in users],
        "mention_roles": [one for one in _ids(ROLE, texts) if _allows(allowed, "roles", one)],
        "mention_everyone": "everyone" in (allowed.get("parse") or ())
        and any(EVERYONE.search(text) for text in texts),
    }


def _pinging_texts(body: Json) -> Iterator[str]:
    """Embeds never ping, however they are written."""
    if body.get("content"):
        yield body["content"]
    for component in walk_components(body.get("components")):
        if component.get("type") == ComponentType.TEXT_DISPLAY:
            yield str(component.get("content"))


def _ids(pattern: re.Pattern[str], texts: Iterable[str]) -> dict[str, None]:
    return dict.fromkeys(found for text in texts for found in pattern.findall(text))


def _allows(allowed: Json, kind: str, wanted: str) -> bool:
    named: Iterable[Any] = allowed.get(kind) or ()
    return kind in (allowed.get("parse") or ()) or wanted in map(str, named)
