"""What an import would bring, told to whoever asked for it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import click

from quotebot.cli.logs import one_line
from quotebot.curation.changing import Addition
from quotebot.curation.converting.rows import Refusal
from quotebot.curation.converting.taking import Taken

_MOST_OF_A_KIND: Final = 10
_KNOWN: Final = "is there already"


def tell(taken: Taken, added: Addition, refused: Sequence[Refusal]) -> None:
    """Everything that cannot be taken, then what is there already, and what is new."""
    new, known, bad = taken.new, taken.known, {(each.path, each.line) for each in refused}
    _tell_in_part((f"{each.path}:{each.line}:", each.message) for each in refused)
    _tell_in_part((f"{each.path}:{each.line}: {each.quote_id}", _KNOWN) for each in known)
    _tell_in_part((f"{each.path}: warning:", each.message) for each in added.warnings)
    click.echo(
        f"{counted(len(new) + len(known) + len(bad), 'quote')}:"
        f" {len(new)} new, {len(known)} there already, {len(bad)} that cannot be taken"
    )
    counts = Counter(quote.source.slug for quote in new)
    for change in added.changes:
        made = " (new file)" if change.before is None else ""
        click.echo(f"  {one_line(str(change.path))}: {counts[change.path.stem]} more{made}")


def tell_unused(path: Path, names: Sequence[str]) -> None:
    if names:
        click.echo(one_line(f"{path}: not used: {', '.join(names)}"))


def _tell_in_part(told: Iterable[tuple[str, str]]) -> None:
    """Each message with its place, and the number of the others where many say the same."""
    counts = Counter[str]()
    for place, message in told:
        counts[message] += 1
        if counts[message] <= _MOST_OF_A_KIND:
            click.echo(one_line(f"{place} {message}"))
    for message, count in counts.items():
        if count > _MOST_OF_A_KIND:
            click.echo(one_line(f"… and {count - _MOST_OF_A_KIND} times more: {message}"))


def counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
