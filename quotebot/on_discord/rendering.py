"""From a reply to the message that Discord shows: Components V2, text first, no colour."""

from collections.abc import Iterable
from typing import Any, Final, assert_never

from discord.ui import LayoutView

from quotebot.core import buttons, daily_wording, wording
from quotebot.core.commands import COMMANDS, Command
from quotebot.core.messages import (
    Choice,
    DailyForm,
    Dismissed,
    Help,
    Listing,
    Notice,
    QuoteCard,
    Reply,
)
from quotebot.core.shortening import shorten
from quotebot.on_discord.escaping import escape, escape_line

Component = dict[str, Any]

# Discord's numbers for the types of components and the styles of buttons.
_ACTION_ROW, _BUTTON, _TEXT_DISPLAY, _CONTAINER = 1, 2, 10, 17
_SECONDARY, _LINK = 2, 5

_MAX_LABEL: Final = 80  # Discord's limit for a button
_MAX_QUOTE: Final = 3000  # a message's text displays hold 4,000 characters together
_MAX_LINE: Final = 240


class Message(LayoutView):
    """A message for discord.py to send, made of components that are rendered already.

    It is stopped from the start, so that discord.py does not keep it: what a button asks stands in
    its id.
    """

    def __init__(self, components: list[Component]) -> None:
        super().__init__(timeout=None)
        self._components = components
        self.stop()

    def to_components(self) -> list[Component]:
        return self._components

    def has_components_v2(self) -> bool:
        return True


def render(reply: Reply, asked_by: str | None = None) -> list[Component]:
    """The components for the reply; `asked_by` names the person where Discord does not."""
    match reply:
        case QuoteCard():
            return [_container(*_card(reply, asked_by))]
        case Listing(title=title, rows=rows, footer=footer, choices=choices):
            text = "\n".join([f"### {_line(title)}", *map(_line, rows), f"-# {_line(footer)}"])
            return [_container(_text(text), *_row(choices))]
        case Notice(text, choices):
            return [_text(escape(text)), *_row(choices)]
        case Dismissed():
            return []
        case DailyForm():
            return [_text(escape(daily_wording.USE_DAILY_SET))]
        case Help():
            lines = [f"### {wording.HELP_TITLE}", *map(_help_line, COMMANDS)]
            return [_container(_text("\n".join([*lines, f"-# {wording.HELP_MORE}"])))]
        case _:
            assert_never(reply)


def _card(card: QuoteCard, asked_by: str | None) -> list[Component]:
    quote = card.quote
    small = [
        wording.work(quote.source),
        wording.on_topic(card.topic) if card.topic else None,
        card.found,
        wording.shared_by(card.shared_by) if card.shared_by else None,
        wording.asked_by(asked_by) if asked_by and not card.private else None,
        card.explanation,
    ]
    lines = [
        f"**{_line(wording.byline(quote))}**",
        *(f"-# {_line(part)}" for part in small if part),
    ]
    row = [_button(choice) for choice in (card.another, *card.aside)]
    if quote.source.url:
        link = {"style": _LINK, "label": wording.SOURCE, "url": quote.source.url}
        row.append({"type": _BUTTON} | link)
    return [
        _text(wording.in_quotation_marks(_cut_escaped(quote.text, _MAX_QUOTE))),
        _text("\n".join(lines)),
        {"type": _ACTION_ROW, "components": row},
    ]


def _container(*components: Component) -> Component:
    return {"type": _CONTAINER, "components": list(components)}


def _text(text: str) -> Component:
    return {"type": _TEXT_DISPLAY, "content": text}


def _row(choices: Iterable[Choice]) -> list[Component]:
    row = [_button(choice) for choice in choices]
    return [{"type": _ACTION_ROW, "components": row}] if row else []


def _button(choice: Choice) -> Component:
    return {
        "type": _BUTTON,
        "style": _SECONDARY,
        "label": shorten(choice.label, _MAX_LABEL),
        "custom_id": buttons.encode(choice.ask),
    }


def _help_line(command: Command) -> str:
    options = "".join(f" `{option.name}`" for option in command.options)
    return f"**/{' '.join(command.path)}**{options}: {escape_line(command.summary)}"


def _line(text: str) -> str:
    return escape_line(shorten(text, _MAX_LINE))


def _cut_escaped(text: str, limit: int) -> str:
    """The text escaped, and cut before that where it would be longer than the limit."""
    escaped = escape(text)
    if len(escaped) <= limit:
        return escaped
    return escape(shorten(text, limit * len(text) // len(escaped) // 2))
