"""`quotebot manual`: all that is there to be told, as programs for manual pages understand it."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import quotebot
from quotebot.cli import main
from quotebot.cli.manual import EXIT_CODES
from quotebot.cli.roff import paragraphs, prose
from quotebot.settings.reference import entries
from tests.cli.installed import need, run


@pytest.fixture(scope="module")
def page() -> str:
    result = CliRunner().invoke(main, ["manual"])
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


@pytest.fixture(scope="module")
def plain(page: str) -> str:
    """The page without its fonts and escapes, in single lines."""
    words = re.sub(r"\\f[BIR]|\\&", "", page).replace(r"\-", "-").replace(r"\e", "\\")
    return " ".join(words.split())


def commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


def test_every_command_and_option_is_in_it(plain: str) -> None:
    told = list(commands(main, "quotebot"))
    assert {"quotebot quotes add", "quotebot daily list"} <= {path for path, _ in told}
    for path, command in told:
        about = plain.split(f".SS {path} ", 1)[1].split(".SS ", 1)[0]
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not parameter.hidden:
                longest = re.escape(max(parameter.opts, key=len))
                assert re.search(rf"\.TP (-\w, )?{longest} ", about), path


def test_every_variable_file_and_exit_code_is_in_it(plain: str) -> None:
    for entry in entries():
        assert f".TP {entry.name} " in plain
        assert entry.file is None or f"{entry.file} names a file" in plain
    for code in EXIT_CODES:
        assert f".TP {code} " in plain
    assert ".SH FILES .TP .env " in plain
    assert f"quotebot {quotebot.__version__}" in plain


def test_it_is_plain_ascii_in_short_lines_without_tabs(page: str) -> None:
    assert page.isascii()
    assert "\t" not in page


@pytest.mark.parametrize(
    ("program", "arguments"),
    [
        ("groff", ["-ww", "-man", "-Tutf8"]),
        ("mandoc", ["-Tlint", "-Wstyle"]),
    ],
)
def test_nothing_in_it_is_wrong(
    page: str, program: str, arguments: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "quotebot.1"
    # A date would be another with each release, and only mandoc wants one.
    path.write_text(page.replace('.TH QUOTEBOT 1 ""', '.TH QUOTEBOT 1 "2026-01-01"'))
    shown = run(need(program), *arguments, str(path))
    overstruck = "E\bEX\bXI\bIT\bT"  # bold, as printers made it
    assert overstruck in shown if program == "groff" else not shown


@pytest.mark.parametrize(
    ("text", "roff"),
    [
        (".env is a file", r"\&.env is a file"),
        ("'tis a \\ in it", r"\(aqtis a \e in it"),
        ("--a-b ^ ~ …", r"\-\-a\-b \(ha \(ti \[u2026]"),
        ("run `quotebot run` or\n`x`", r"run \fBquotebot run\fR or \fBx\fR"),
        ("one ` alone", r"one \(ga alone"),
    ],
)
def test_what_roff_would_take_for_its_own_is_escaped(text: str, roff: str) -> None:
    assert prose(text) == roff


def test_a_line_that_is_filled_never_begins_as_a_request() -> None:
    lines = prose(" .".join(["a word"] * 60)).splitlines()
    assert len(lines) > 2
    assert not [line for line in lines if line.startswith((".", "'"))]


def test_a_paragraph_with_clicks_mark_keeps_its_lines() -> None:
    assert list(paragraphs("One\ntwo\n\n\b\nThree:  a\n.four")) == [
        ".PP", "One two", ".PP", ".nf", "Three:  a", r"\&.four", ".fi",
    ]  # fmt: skip
