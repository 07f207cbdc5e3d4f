"""`quotebot manual`: the manual page, made from the commands and the settings."""

import inspect
from collections.abc import Iterator
from typing import Final

import click

import quotebot
from quotebot.cli.roff import bold, escaped, paragraphs, prose, term
from quotebot.settings.reference import Entry, entries

EXIT_CODES: Final = {
    0: "All is well.",
    1: "The command did its work and found what it looks for: `check` errors, `verify` a quote that"
    " does not stand, `doctor` what does not work; or it left things as they were: `reload` the"
    " quotes, `init`, `quotes add` and `quotes import` the files.",
    2: "Wrong usage.",
    70: "A bug in quotebot; the log has it by the reference that is told.",
    75: "Discord cannot be reached, or asks for a pause.",
    78: "The operator must change something first; starting again would not help.",
}
_FILES: Final = {
    ".env": "Settings, a line `NAME=value` for each, read in the working directory.",
    "quotebot.db": "The database, unless `QUOTEBOT_DATABASE` names another.",
    "quotebot.sock": "Where `quotebot reload` reaches the bot, unless"
    " `QUOTEBOT_CONTROL_SOCKET` names another place.",
}


@click.command()
@click.pass_context
def manual(context: click.Context) -> None:
    """Print the manual page, for man.

    \b
    Read it:     quotebot manual | man -l -
    Install it:  quotebot manual > ~/.local/share/man/man1/quotebot.1
    """
    root = context.find_root()
    named = click.Context(
        root.command, info_name="quotebot", help_option_names=root.help_option_names
    )
    click.echo("\n".join(page(named)))


def page(root: click.Context) -> Iterator[str]:
    """The lines of the page about the program whose root this is."""
    summary, rest = _text(root.command).split("\n\n", 1)
    yield f'.TH QUOTEBOT 1 "" "quotebot {quotebot.__version__}"'
    yield from (".nh", ".ad l")  # what is to be typed must not be broken, nor stretched
    yield from (".SH NAME", rf"quotebot \- {prose(summary.rstrip('.'))}", ".SH SYNOPSIS")
    yield from (f"{bold('quotebot')} {_usage(root)}", ".SH DESCRIPTION")
    yield from list(paragraphs(rest))[1:]  # a section begins with a paragraph as it is
    yield ".SH OPTIONS"
    yield from _options(root, also_help=True)
    yield ".SH COMMANDS"
    for command in _below(root):
        yield from _about(command)
    yield from (".SH ENVIRONMENT", "These, and the lines of a file .env, are the settings.")
    for entry in entries():
        yield from _setting(entry)
    yield ".SH FILES"
    for name, text in _FILES.items():
        yield from term(rf"\fI{escaped(name)}\fR", text)
    yield ".SH EXIT STATUS"
    for code, text in EXIT_CODES.items():
        yield from term(bold(str(code)), text)


def _below(context: click.Context) -> Iterator[click.Context]:
    """The commands of a group, and those of the groups in it."""
    group = context.command
    if not isinstance(group, click.Group):
        return
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None and not command.hidden:
            below = click.Context(command, info_name=name, parent=context)
            yield below
            yield from _below(below)


def _about(context: click.Context) -> Iterator[str]:
    yield f".SS {bold(context.command_path)} {_usage(context)}".rstrip()
    yield from list(paragraphs(_text(context.command)))[1:]
    yield from _options(context, also_help=False)


def _usage(context: click.Context) -> str:
    pieces = context.command.collect_usage_pieces(context)
    return escaped(" ".join(pieces))


def _text(command: click.Command) -> str:
    return inspect.cleandoc(command.help or "")


def _options(context: click.Context, *, also_help: bool) -> Iterator[str]:
    help_ = context.command.get_help_option(context)
    for parameter in context.command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None and record[1] and (also_help or parameter is not help_):
            yield from term(bold(record[0]), record[1])


def _setting(entry: Entry) -> Iterator[str]:
    default = f" The default is `{entry.default}`." if entry.default else ""
    file = f" `{entry.file}` names a file that holds it." if entry.file else ""
    yield from term(bold(entry.name), f"{entry.meaning}. It takes {entry.accepts}.{default}{file}")
