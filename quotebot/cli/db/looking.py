"""`quotebot db status` and `check`: how the database is, in numbers and in sentences."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from quotebot.cli.db.places import in_words, settings_and_place
from quotebot.cli.logs import one_line
from quotebot.cli.progress import progress
from quotebot.running.control import bot_listens_at
from quotebot.store import inspecting, soundness
from quotebot.store.inspecting import Status
from quotebot.wiring import SystemClock


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def status(*, as_json: bool) -> None:
    """Print where the database is, how large, what it holds, and whether a bot runs on it.

    Nothing is changed. Only the place is told, never a password.
    """
    settings, location = settings_and_place()
    with progress("Looking at the database"):
        found = inspecting.status(location)
        listening = asyncio.run(_listening(settings.control_socket))
    if as_json:
        click.echo(json.dumps(_dictionary(found, listening=listening), indent=2))
        return
    for name, value in _lines(found, listening=listening):
        click.echo(f"{name:<9} {one_line(value)}")


async def _listening(socket: Path | None) -> bool:
    return socket is not None and await bot_listens_at(socket)


def _dictionary(found: Status, *, listening: bool) -> dict[str, Any]:
    return asdict(found) | {"plans": dict(found.plans), "bot_listens": listening}


def _lines(found: Status, *, listening: bool) -> Iterator[tuple[str, str]]:
    yield "database", f"{found.kind}, {found.place}"
    yield "tables", _version(found)
    sizes = [in_words(found.size)]
    if found.log_size is not None:
        sizes.append(f"and {in_words(found.log_size)} in its write-ahead log")
    if found.free is not None:
        sizes.append(f"({in_words(found.free)} free on the disk)")
    yield "size", " ".join(sizes)
    states = ", ".join(f"{count} {state}" for state, count in found.plans.items())
    yield "plans", states or "none"
    yield "posts", f"{found.deliveries} kept, {found.open_deliveries} of them still to be posted"
    yield "shown", f"{found.shown} times in {found.channels} channels"
    yield "bot", _bot(found, listening=listening)


def _version(found: Status) -> str:
    if found.version is None:
        return f"none of quotebot's yet; this one makes version {found.newest_version}"
    if found.version == found.newest_version:
        return f"version {found.version}, the newest"
    if found.version < found.newest_version:
        return f"version {found.version}; quotebot db migrate makes {found.newest_version} of it"
    return f"version {found.version}, of a newer quotebot: this one knows {found.newest_version}"


def _bot(found: Status, *, listening: bool) -> str:
    match found.in_use, listening:
        case True, True:
            return "one runs on it, and can be reached from this directory"
        case True, False:
            return "one runs on it"
        case False, True:
            return "one runs in this directory, but on another database"
        case _:
            return "none runs on it"


@click.command()
@click.pass_context
def check(context: click.Context) -> None:
    """Look whether the database is whole, and whether what it holds makes sense.

    Looks at the file itself (SQLite), at the tables, and at the ledger: that no day was claimed
    twice, that nothing stays open for days, that every row can be read. A bot may run meanwhile.
    Ends with 0 when all is well, with 1 and a sentence for each problem otherwise.
    """
    _, location = settings_and_place()
    now = SystemClock().now()
    with progress("Checking the database") as shown:
        found = soundness.problems(location, now, shown.each)
    for sentence in found:
        click.echo(one_line(sentence))
    problems = "no problem" if not found else f"problems: {len(found)}"
    click.echo(f"{problems} found in {inspecting.place_of(location)}", err=True)
    context.exit(1 if found else 0)
