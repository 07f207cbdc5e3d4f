"""The texts of a payload as the platforms read them: trees for the page to draw."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from quotebot.sandbox.discord import markdown
from quotebot.sandbox.slack import mrkdwn
from quotebot.sandbox.slack.wire import Payload

Trees = dict[str, list[Payload]]
"""From a text as it stands in a payload to what it is parsed into."""

_DISCORD_TEXTS = frozenset({"content", "title", "description", "name", "value"})


def discord_texts(payload: Payload) -> Trees:
    """Each text of a message that Discord reads as markdown."""
    return {text: _trees(markdown.parse(text)) for text in _texts_of_discord(payload)}


def slack_texts(payload: Payload) -> Trees:
    """Each text of a message or a modal that Slack reads as mrkdwn."""
    found = dict(_texts_of_slack(payload))
    return {text: _trees(mrkdwn.parse(text, verbatim=exact)) for text, exact in found.items()}


def _texts_of_discord(value: Any) -> Iterator[str]:
    for key, inside in _items(value):
        if isinstance(inside, str):
            if key in _DISCORD_TEXTS and inside:
                yield inside
        elif key in {"embeds", "components", "fields", "accessory", "component", None}:
            yield from _texts_of_discord(inside)


def _texts_of_slack(value: Any) -> Iterator[tuple[str, bool]]:
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn" and isinstance(value.get("text"), str):
            yield value["text"], bool(value.get("verbatim"))
        elif isinstance(value.get("text"), str) and value["text"] and "type" not in value:
            yield value["text"], False
    for _, inside in _items(value):
        yield from _texts_of_slack(inside)


def _items(value: Any) -> Iterable[tuple[str | None, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return [(None, one) for one in value] if isinstance(value, list | tuple) else ()


def _trees(nodes: Iterable[Any]) -> list[Payload]:
    return [_tree(node) for node in nodes]


def _tree(node: Any) -> Payload:
    """A node as JSON: the name of its class under `node`, and its fields."""
    return {"node": type(node).__name__} | {
        field.name: _value(getattr(node, field.name)) for field in fields(node)
    }


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_value(one) for one in value]
    return _tree(value) if is_dataclass(value) else value
