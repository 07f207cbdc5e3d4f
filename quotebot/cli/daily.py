"""`quotebot daily`: which daily quotes are set up, and when they come."""

import asyncio
import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

import click

from quotebot.cli import daily_rows as rows
from quotebot.cli.ask import as_dictionary, as_text
from quotebot.cli.columns import in_columns
from quotebot.cli.logs import log_when_debugging
from quotebot.cli.progress import progress
from quotebot.cli.turns import coming_turns, next_turn, turn_on, turns_between
from quotebot.core import daily_wording, daily_words
from quotebot.core.choosing import daily_card
from quotebot.core.errors import PersonError
from quotebot.core.schedule import Schedule
from quotebot.settings import Settings, load_settings
from quotebot.wiring import SystemClock

_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2999

_an_id = click.IntRange(1, 2**63 - 1)  # what a database can number
_as_json = click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
_a_date = partial(
    click.option, type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", required=True
)


@click.group()
def daily() -> None:
    """See which daily quotes are set up, and when they come.

    People set them up in the chat: /daily set on Discord, /quote daily on Slack. What is printed
    here comes from the database, which a bot may be using at the same time.
    """


@daily.command("list")
@_as_json
def list_(*, as_json: bool) -> None:
    """List all daily quotes, each with its next post."""
    from quotebot.cli.daily_plans import all_plans  # noqa: PLC0415 - simulate needs no database

    settings = _settings()
    with progress("Reading the database"):
        plans = asyncio.run(all_plans(settings))
    now = SystemClock().now()
    listed = [(plan, next_turn(plan, now)) for plan in plans]
    if as_json:
        _print_json([rows.plan_dictionary(plan, turn) for plan, turn in listed])
    elif listed:
        _print(rows.PLAN_HEAD, [rows.plan_cells(plan, turn) for plan, turn in listed])
    else:
        click.echo("No daily quote is set up.")


@daily.command("next")
@click.option("--days", type=click.IntRange(1, 366), default=14, show_default=True)
@click.option("--plan", "plan_id", type=_an_id, help="Those of this id alone.")
@_as_json
def next_(days: int, plan_id: int | None, *, as_json: bool) -> None:
    """List the posts that come in the next days.

    They are in the order of time, with a note where one is skipped, or a change of clocks moves it.
    """
    from quotebot.cli.daily_plans import wanted_plans  # noqa: PLC0415 - as above

    settings = _settings()
    with progress("Reading the database"):
        plans = asyncio.run(wanted_plans(settings, plan_id))
    now = SystemClock().now()
    until = now + timedelta(days=days)
    coming = [(plan, turn) for plan in plans for turn in coming_turns(plan, now, until)]
    coming.sort(key=lambda each: (each[1].utc, each[0].id))
    if as_json:
        _print_json([rows.coming_dictionary(plan, turn) for plan, turn in coming])
    elif coming:
        _print(rows.COMING_HEAD, [rows.coming_cells(plan, turn) for plan, turn in coming])
    else:
        click.echo(f"No daily quote comes within {days} days.")


@daily.command()
@click.argument("plan_id", metavar="ID", type=_an_id)
@_as_json
def preview(plan_id: int, *, as_json: bool) -> None:
    """Print the quote that comes next.

    If none is chosen yet it is chosen now and kept, as by the preview in the chat: this one is what
    will be posted on its date.
    """
    from quotebot.cli.daily_plans import reserved  # noqa: PLC0415 - as above

    settings = _settings()
    with progress("Reading the quotes and the database"):
        plan, delivery, anthology = asyncio.run(reserved(settings, plan_id, SystemClock()))
    if delivery is None:
        raise click.ClickException(daily_wording.CHANGED_MEANWHILE)
    turn = turn_on(plan, delivery.day)
    quote = anthology.quotes.get(delivery.quote_id or "")
    card = daily_card(quote, delivery, plan) if quote else None
    if as_json:
        shown = as_dictionary(card)["quote"] if card else None
        _print_json(rows.coming_dictionary(plan, turn) | {"quote": shown})
        return
    when = f"{turn.date}: {turn.local}, {turn.utc} UTC"
    click.echo("; ".join(filter(None, (when, turn.notes))))
    click.echo(as_text(card) if card else "No quote of the library is kept for it.")


@daily.command()
@click.option("--time", "clock_time", required=True, help="A time of day, as 09:00 or 9pm.")
@click.option("--zone", required=True, help="A time zone, as Europe/Berlin.")
@click.option("--days", help="Days of the week, as mon-fri; every day without it.")
@_a_date("--from", "first", help="The first date.")
@_a_date("--to", "last", help="The last date.")
@_as_json
def simulate(
    clock_time: str, zone: str, days: str | None, first: datetime, last: datetime, *, as_json: bool
) -> None:
    """Print when a daily quote would come.

    Neither settings nor a database are needed.

    Example: quotebot daily simulate --time 02:30 --zone America/New_York --from 2026-03-01 --to
    2026-03-15
    """
    turns = list(turns_between(_schedule(clock_time, zone, days), *_span(first, last)))
    if as_json:
        _print_json([turn.as_dictionary() for turn in turns])
    elif turns:
        _print(rows.TURN_HEAD, [rows.turn_cells(turn) for turn in turns])
    else:
        click.echo("No daily quote would come.")


def _settings() -> Settings:
    settings = load_settings()
    log_when_debugging(settings)
    return settings


def _schedule(clock_time: str, zone: str, days: str | None) -> Schedule:
    try:
        return Schedule(
            daily_words.read_time(clock_time),
            daily_words.read_zone(zone),
            daily_words.read_days(days),
        )
    except PersonError as error:
        raise click.UsageError(str(error)) from None


def _span(first: datetime, last: datetime) -> tuple[date, date]:
    """Both ends; what is far from today overflows in some zone."""
    if first > last:
        raise click.UsageError("--from is later than --to.")
    if first.year < _FIRST_YEAR or last.year > _LAST_YEAR:
        raise click.UsageError(f"Dates go from {_FIRST_YEAR} to {_LAST_YEAR}.")
    return first.date(), last.date()


def _print(head: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    click.echo(in_columns(head, lines))


def _print_json(document: object) -> None:
    click.echo(json.dumps(document, indent=2))
