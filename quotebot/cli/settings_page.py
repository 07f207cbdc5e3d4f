"""The settings as a page to read, and as a file to be filled in."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from quotebot.settings.reference import Entry

_WIDTH: Final = 100
_PAGE: Final = """\
# Settings

quotebot is set up by variables of the environment, and by a file `.env` in the directory that it
runs in, a line `NAME=value` for each; [.env.example](../.env.example) is one to be filled in, and
`quotebot init` writes one. The environment wins over the file, and the file over the default.

`quotebot config show` shows what is in force and where it comes from. A name that starts with
`QUOTEBOT_` and is none of these, or a value that is not taken, stops the start with a sentence
that says so and exit code 78.

{table}

## Secrets in files

Each of these can be in a file, which another variable names:

{files}

One line end at the end of the file is left out. To set both variables is an error, and so is a
file that is empty, not there or not to be read. A file that everybody on the machine can read is
taken, with a warning when the bot starts.

A Docker secret is such a file (`DISCORD_TOKEN_FILE=/run/secrets/discord_token`), and so is a
credential of systemd, in whose units `%d` is the directory of the credentials:

    LoadCredential=discord_token:/etc/quotebot/discord_token
    Environment=DISCORD_TOKEN_FILE=%d/discord_token

`quotebot init --output credentials` writes one file for each secret, and prints these lines.
"""
_ENV: Final = """\
# What quotebot can be set to. Copy this to a file named .env in the directory that the bot runs in,
# and take the # away from the lines that you fill in. Keep that file to yourself: chmod 600 .env
"""


def as_markdown(entries: Sequence[Entry]) -> str:
    head = ["| variable | default | takes | meaning |", "| --- | --- | --- | --- |"]
    rows = [
        " | ".join(
            (
                f"| `{entry.name}`",
                f"`{entry.default}`" if entry.default else "",
                _cell(entry.accepts),
                f"{_cell(entry.meaning)} |",
            )
        )
        for entry in entries
    ]
    files = [f"- `{entry.file}` for `{entry.name}`" for entry in entries if entry.file]
    return _PAGE.format(table="\n".join(head + rows), files="\n".join(files))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def as_env(entries: Sequence[Entry]) -> str:
    return "\n".join([_ENV, *map("\n".join, map(_lines, entries))])


def _lines(entry: Entry) -> Iterator[str]:
    takes = "" if entry.accepts in entry.meaning else f" It takes {entry.accepts}."
    words = f"{entry.meaning}.{takes}"
    yield from textwrap.wrap(words, _WIDTH, initial_indent="# ", subsequent_indent="# ")
    yield f"#{entry.name}={entry.default}"
    if entry.file:
        yield f"#{entry.file}="
    yield ""
