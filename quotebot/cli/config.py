"""`quotebot config`: what is set, where that comes from, and what can be set."""

import json
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

import click
from pydantic import SecretStr

from quotebot.cli.columns import in_columns
from quotebot.cli.settings_page import as_env, as_markdown
from quotebot.settings import Given, Settings, given, load_settings
from quotebot.settings.masking import masked, masked_url
from quotebot.settings.reference import Entry, entries, written

_FORMATS: Final = {"markdown": as_markdown, "env": as_env}


class _Row(NamedTuple):
    name: str
    value: str | None
    origin: str


@click.group()
def config() -> None:
    """See what is set and where that comes from, and what can be set."""


@config.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def show(*, as_json: bool) -> None:
    """Show each setting as it is in force in this directory, and where it comes from.

    Of a token the last four signs are shown at most, of a password nothing.
    """
    rows = list(_rows(load_settings(), given()))
    if as_json:
        listed = [{"name": name, "value": value, "from": origin} for name, value, origin in rows]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        cells = [(name, value or "-", origin) for name, value, origin in rows]
        click.echo(in_columns(("variable", "value", "from"), cells))


@config.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_FORMATS)),
    default="markdown",
    show_default=True,
    help="A page, or a file to be filled in and named .env.",
)
def reference(*, form: str) -> None:
    """Print what can be set: names, defaults, what they take and what they are for."""
    click.echo(_FORMATS[form](list(entries())), nl=False)


def _rows(settings: Settings, found: Mapping[str, Given]) -> Iterator[_Row]:
    for entry in entries():
        value = _shown(entry.field, getattr(settings, entry.field))
        yield _Row(entry.name, value, origin(entry, found))


def _shown(field: str, value: object) -> str | None:
    match value:
        case None:
            return None
        case SecretStr():
            return masked(value.get_secret_value())
        case _:
            return masked_url(written(field, value))


def origin(entry: Entry, found: Mapping[str, Given]) -> str:
    if entry.file and (file := found.get(entry.file)):
        return f"file {file.text} ({entry.file}, {file.origin})"
    return found[entry.name].origin if entry.name in found else "default"
