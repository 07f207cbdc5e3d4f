"""From a reply to the message that Slack shows: Block Kit in which nothing is parsed as markup."""

from collections.abc import Iterable
from typing import Any, Final, assert_never

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

Payload = dict[str, Any]

SLASH_COMMAND: Final = "/quote"
_MAX_LABEL: Final = 75  # Slack's limit for a button's text
_MAX_HEADER: Final = 150
_MAX_TEXT: Final = 3000  # a text object


def render(reply: Reply, asked_by: str | None = None) -> Payload:
    """`text` and `blocks` of the message for the reply; `asked_by` names the person on a card."""
    match reply:
        case QuoteCard():
            return _message(_spoken(reply), _card(reply, asked_by))
        case Listing(title=title, rows=rows, footer=footer, choices=choices):
            header = {"type": "header", "text": _plain(title, _MAX_HEADER)}
            return _message(
                "\n".join([title, *rows]),
                [header, _section("\n".join(rows)), _context([footer]), *_actions(choices)],
            )
        case Notice(text, choices):
            return _message(text, [_section(text), *_actions(choices)])
        case Dismissed():
            return {"delete_original": True}
        case DailyForm():
            return _message(daily_wording.USE_DAILY_SET, [_section(daily_wording.USE_DAILY_SET)])
        case Help():
            return _message(_help_text(), [_help_block(), _context([wording.HELP_MORE])])
        case _:
            assert_never(reply)


def escape(text: str) -> str:
    """Text for a place where Slack parses control sequences: none of them is left in it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _message(text: str, blocks: list[Payload]) -> Payload:
    return {
        "text": escape(shorten(text, _MAX_TEXT)),
        "blocks": blocks,
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _card(card: QuoteCard, asked_by: str | None) -> list[Payload]:
    quote = card.quote
    said = wording.in_quotation_marks(shorten(quote.text, _MAX_TEXT - 2))
    author: list[Payload] = [_text(wording.byline(quote), bold=True)]
    if quote.source.url:
        link = {"type": "link", "url": quote.source.url, "text": wording.SOURCE}
        author += [_text(" · "), link]
    small = [
        wording.work(quote.source),
        wording.on_topic(card.topic) if card.topic else None,
        card.found,
        wording.shared_by(card.shared_by) if card.shared_by else None,
        wording.asked_by(asked_by) if asked_by and not card.private else None,
    ]
    return [
        *([_correction(card.corrects)] if card.corrects else []),
        _rich_text(_part("rich_text_quote", [_text(said)]), _part("rich_text_section", author)),
        _context(part for part in small if part),
        *([_context([card.explanation])] if card.explanation else []),
        *_actions(choice for choice in (card.another, card.all_of_them, *card.aside) if choice),
    ]


def _spoken(card: QuoteCard) -> str:
    if card.corrects is None:
        return wording.spoken(card.quote)
    lines = [
        asking_wording.taken_for(card.corrects),
        card.corrects.known,
        asking_wording.NEAREST,
        wording.spoken(card.quote),
    ]
    return "\n".join(lines)


def _correction(about: Misattribution) -> Payload:
    """What is known of the saying, and where it was shown, as a link if it is one."""
    known = [_text(f"{asking_wording.taken_for(about)}\n{about.known}\n")]
    if link := asking_wording.evidence_link(about):
        known.append({"type": "link", "url": link, "text": asking_wording.EVIDENCE})
    else:
        known.append(_text(asking_wording.shown_by(about) or ""))
    known.append(_text(f"\n{asking_wording.NEAREST}"))
    return _rich_text(_part("rich_text_section", known))


def _help_text() -> str:
    lines = [f"{usage(command)}: {command.summary}" for command in COMMANDS]
    return "\n".join([wording.HELP_TITLE, *lines])


def _help_block() -> Payload:
    elements = [_text(wording.HELP_TITLE, bold=True)]
    for command in COMMANDS:
        line = {"type": "text", "text": usage(command), "style": {"code": True}}
        elements += [_text("\n"), line, _text(f" {command.summary}")]
    return _rich_text(_part("rich_text_section", elements))


def usage(command: Command) -> str:
    """How the command is typed on Slack, with what may follow it."""
    return " ".join(filter(None, (SLASH_COMMAND, command.usage)))


def _rich_text(*parts: Payload) -> Payload:
    return {"type": "rich_text", "elements": list(parts)}


def _part(kind: str, elements: list[Payload]) -> Payload:
    return {"type": kind, "elements": elements}


def _text(text: str, *, bold: bool = False) -> Payload:
    element: Payload = {"type": "text", "text": text}
    return element | {"style": {"bold": True}} if bold else element


def _plain(text: str, limit: int) -> Payload:
    return {"type": "plain_text", "text": shorten(text, limit), "emoji": False}


def _section(text: str) -> Payload:
    return {"type": "section", "text": _plain(text, _MAX_TEXT)}


def _context(lines: Iterable[str]) -> Payload:
    return {"type": "context", "elements": [_plain(line, _MAX_TEXT) for line in lines]}


def _actions(choices: Iterable[Choice]) -> list[Payload]:
    row = [
        {
            "type": "button",
            "text": _plain(choice.label, _MAX_LABEL),
            "action_id": buttons.encode(choice.ask),
        }
        for choice in choices
    ]
    return [{"type": "actions", "elements": row}] if row else []
