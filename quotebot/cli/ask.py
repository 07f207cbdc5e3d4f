"""`quotebot ask`: what a person would get, with no account and no database."""

import asyncio
import json
from dataclasses import asdict
from typing import Any, assert_never

import click

from quotebot.cli.logs import log_when_debugging
from quotebot.cli.progress import progress
from quotebot.core import asking_wording, daily_wording, grammar, wording
from quotebot.core.commands import COMMANDS
from quotebot.core.messages import (
    DailyForm,
    Dismissed,
    Help,
    Listing,
    Notice,
    Person,
    Place,
    Platform,
    QuoteCard,
    Reply,
    Request,
)
from quotebot.core.quotes import Misattribution
from quotebot.settings import load_settings
from quotebot.wiring import offline_desk, payload

PERSON = Person("terminal", "you")


@click.command()
@click.argument("words", nargs=-1)
@click.option(
    "--platform",
    type=click.Choice([Platform.DISCORD.value, Platform.SLACK.value]),
    help="Print the exact payload that this platform would be sent.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the reply as JSON.")
def ask(words: tuple[str, ...], platform: str | None, *, as_json: bool) -> None:
    """Print what a person who types WORDS after /quote would get.

    Examples: quotebot ask progress; quotebot ask by Ada Lovelace;
    quotebot ask --platform slack topics
    """
    if platform and as_json:
        raise click.UsageError("--platform and --json exclude each other")
    settings = load_settings()
    log_when_debugging(settings)
    shown_on = Platform(platform or Platform.TERMINAL)
    request = Request(grammar.parse(" ".join(words)), Place(shown_on, "", "terminal"), PERSON)
    with progress("Reading the quotes"):
        desk = offline_desk(settings)
    reply = asyncio.run(desk.reply(request))
    if platform:
        click.echo(_json(payload(shown_on, reply, PERSON.name)))
    elif as_json:
        click.echo(_json(as_dictionary(reply)))
    else:
        click.echo(as_text(reply))


def as_text(reply: Reply) -> str:
    """The reply as plain lines."""
    match reply:
        case QuoteCard(quote=quote, found=found, corrects=corrects):
            lines = [
                *(_correction(corrects) if corrects else ()),
                wording.in_quotation_marks(quote.text),
                f"— {wording.byline(quote)}, {wording.work(quote.source)}",
                quote.source.url,
                found and f"({found})",
            ]
            return "\n".join(line for line in lines if line)
        case Listing(title=title, rows=rows, footer=footer):
            return "\n".join([title, *rows, footer])
        case Notice(text, choices):
            return "\n".join([text, *(choice.label for choice in choices)])
        case DailyForm():
            return daily_wording.USE_DAILY_SET
        case Dismissed():
            return ""
        case Help():
            typed = [" ".join(("/quote", command.usage)).strip() for command in COMMANDS]
            width = max(map(len, typed))
            rows = tuple(
                f"{usage:{width}}  {command.summary}"
                for usage, command in zip(typed, COMMANDS, strict=True)
            )
            return "\n".join([wording.HELP_TITLE, *rows, wording.HELP_MORE])
        case _:
            assert_never(reply)


def _correction(about: Misattribution) -> tuple[str, ...]:
    return (
        asking_wording.taken_for(about),
        about.known,
        asking_wording.evidence_link(about) or asking_wording.shown_by(about) or "",
        asking_wording.NEAREST,
    )


def as_dictionary(reply: Reply) -> dict[str, Any]:
    """The reply for programs."""
    match reply:
        case QuoteCard(quote=quote):
            return {
                "kind": "quote",
                "topic": reply.topic,
                "matched_by": reply.matched,
                "corrects": asdict(reply.corrects) if reply.corrects else None,
                "quote": {
                    "id": quote.id,
                    "text": quote.text,
                    "author": quote.author,
                    "speaker": quote.speaker,
                    "status": quote.status,
                    "topics": list(quote.topics),
                    "where": quote.where,
                    "source": {
                        "title": quote.source.title,
                        "year": quote.source.year,
                        "url": quote.source.url,
                    },
                },
            }
        case Listing(title=title, rows=rows, footer=footer):
            return {"kind": "list", "title": title, "rows": list(rows), "footer": footer}
        case Notice(text, choices):
            return {
                "kind": "notice",
                "text": text,
                "choices": [choice.label for choice in choices],
            }
        case DailyForm():
            return {"kind": "form"}
        case Dismissed():
            return {"kind": "dismissed"}
        case Help():
            return {"kind": "help", "commands": [command.typed for command in COMMANDS]}
        case _:
            assert_never(reply)


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)
