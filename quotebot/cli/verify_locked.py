"""What `quotebot verify --locked` prints: how the quotes differ from those that were verified."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from quotebot.cli.logs import one_line
from quotebot.curation.verifying.drift import Drift, drift
from quotebot.curation.verifying.folders import Folder, line_of
from quotebot.curation.verifying.lock_file import UPDATE, Key, Lock, read_lock


def compare(shelves: Sequence[Folder], files: Mapping[str, Path], *, as_json: bool) -> bool:
    """Print every difference; whether there is none."""
    looked_at = [(shelf, read_lock(shelf.lock)) for shelf in shelves]
    found = [(shelf, lock, drift(shelf.quotes, lock, shelf.elsewhere)) for shelf, lock in looked_at]
    count = sum(len(shelf.quotes) for shelf in shelves)
    lines = [line for each in found for line in _lines(*each, files)]
    if as_json:
        dictionaries = [_dictionary(*each) for each in found]
        click.echo(json.dumps(dictionaries, ensure_ascii=False, indent=2))
    else:
        for line in lines:
            click.echo(line)
        click.echo(_summary(count, len(lines)), err=True)
    return not lines


def _lines(shelf: Folder, lock: Lock, differs: Drift, files: Mapping[str, Path]) -> Iterator[str]:
    yield from lock.problems
    if not shelf.lock.exists():
        yield f"{one_line(str(shelf.lock))} is not there: write it with {UPDATE}"
        return
    for keys, what in (
        (differs.new, "was not verified yet"),
        (differs.changed, "has changed since it was verified"),
    ):
        yield from (f"{_place(key, files[key.work])}: {key.quote} {what}" for key in keys)
    for key in differs.gone:
        yield f"{one_line(str(shelf.lock))}: {key.work} {key.quote} is no quote any more"


def _place(key: Key, file: Path) -> str:
    return f"{one_line(str(file))}:{line_of(key.quote, file)}"


def _dictionary(shelf: Folder, lock: Lock, differs: Drift) -> dict[str, Any]:
    return {
        "lock": str(shelf.lock),
        "problems": lock.problems,
        "new": [key._asdict() for key in differs.new],
        "changed": [key._asdict() for key in differs.changed],
        "gone": [key._asdict() for key in differs.gone],
    }


def _summary(count: int, differences: int) -> str:
    quotes = "1 quote" if count == 1 else f"{count} quotes"
    if not differences:
        return f"{quotes} as verified"
    return f"{quotes}, {differences} not as verified: look in the texts with {UPDATE}"
