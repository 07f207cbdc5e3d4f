"""From a reply to the message that Discord shows: Components V2, text first, no colour."""

from collections.abc import Iterable
from typing import Any, Final, assert_never

from discord.ui import LayoutView

from quotebot.core import asking_wording, buttons, daily_wording, wording
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
from quotebot.core.quotes import Misattribution
from quotebot.core.shortening import shorten
from quotebot.on_discord.escaping import escape, escape_line

Component = dict[str, Any]

# Discord's numbers for the types of components and the styles of buttons.
_ACTION_ROW, _BUTTON, _TEXT_DISPLAY, _CONTAINER = 1, 2, 10, 17
_SECONDARY, _LINK = 2, 5

_MAX_LABEL: Final = 80  # Discord's limit for a button
_MAX_TEXT: Final = 4000  # characters in all text displays of a message together
_IN_A_ROW: Final = 5  # buttons
_MAX_LINE: Final = 300
_MAX_PARAGRAPH: Final = 700
_MARKS: Final = 4  # what may stand around a quote: marks, and the isolation of its direction


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
    offered = (card.another, card.all_of_them, *card.aside)
    row = [_button(choice) for choice in offered if choice]
    if quote.source.url:
        row.append(_link(wording.SOURCE, quote.source.url))
    if card.corrects and (evidence := asking_wording.evidence_link(card.corrects)):
        row.append(_link(asking_wording.EVIDENCE, evidence))
    before = [_text(_correction(card.corrects))] if card.corrects else []
    below = _text("\n".join(lines))
    room = _MAX_TEXT - sum(len(text["content"]) for text in (*before, below)) - _MARKS
    said = _text(wording.in_quotation_marks(_cut_escaped(quote.text, room)))
    return [*before, said, below, *_rows(row)]


def _correction(about: Misattribution) -> str:
    """What is known of the saying, in at most half of what a message holds."""
    shown = asking_wording.shown_by(about)
    return "\n".join(
        [
            _line(asking_wording.taken_for(about), _MAX_PARAGRAPH),
            _line(about.known, _MAX_PARAGRAPH),
            *([f"-# {_line(shown)}"] if shown else []),
            f"-# {_line(asking_wording.NEAREST)}",
        ]
    )


def _container(*components: Component) -> Component:
    return {"type": _CONTAINER, "components": list(components)}


def _text(text: str) -> Component:
    return {"type": _TEXT_DISPLAY, "content": text}


def _row(choices: Iterable[Choice]) -> list[Component]:
    return _rows([_button(choice) for choice in choices])


def _rows(row: list[Component]) -> list[Component]:
    return [
        {"type": _ACTION_ROW, "components": row[at : at + _IN_A_ROW]}
        for at in range(0, len(row), _IN_A_ROW)
    ]


def _link(label: str, url: str) -> Component:
    return {"type": _BUTTON, "style": _LINK, "label": label, "url": url}


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


def _line(text: str, limit: int = _MAX_LINE) -> str:
    return _cut_escaped(" ".join(text.split()), limit)


def _cut_escaped(text: str, limit: int) -> str:
    """The text escaped, and cut before that where it would be longer than the limit."""
    escaped = escape(text)
    length = limit
    while len(escaped) > limit:
        length = length * 9 // 10
        escaped = escape(shorten(text, length))
    return escaped
