"""`quotebot quotes add`: one quote more, asked for or given, and written where it belongs."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from quotebot.cli.logs import log_when_debugging, one_line
from quotebot.cli.progress import progress
from quotebot.cli.quotes.interview import Interview, joined, say_all
from quotebot.cli.quotes.libraries import Where, nearer, where_is, where_to_add
from quotebot.cli.terminal import Ask, Terminal, agreed
from quotebot.core.errors import LibraryError
from quotebot.curation.adding import Draft
from quotebot.curation.changing import open_library
from quotebot.curation.decoding import utf8
from quotebot.curation.fields import FILE, tidy
from quotebot.curation.house_form import quote_block, source_block
from quotebot.curation.problems import FileProblems, GaveUp
from quotebot.curation.replacing import apply
from quotebot.settings import Settings, load_settings

REFUSED: Final = 1
_STANDARD_INPUT: Final = "-"
_OF_QUOTE: Final = {
    "text": "The words; - reads them from standard input.",
    "author": "Who said them, if not the author of the work.",
    "speaker": "The character who says them, in a work of fiction.",
    "topics": "Its topics, with commas between; may be repeated.",
    "where": "Where in the work they stand.",
    "id": "Its name for ever; otherwise made from the words.",
    "note": "What a reader should know besides.",
    "lang": "The language, if not en.",
    "status": "attributed or disputed, if not verified.",
    "variant_of": "The id of a quote with nearly the same words, if both are wanted.",
}
_OF_WORK: Final = {
    "title": "Title of a new work.",
    "source_author": "Its author.",
    "translator": "Its translator.",
    "year": "Year of its first publication.",
    "edition": "The edition that the words are from.",
    "url": "Where it can be read.",
    "quoted_in": "Where the words were found, if not in the work itself.",
    "rights": "Why the words may be quoted.",
}


def _options(command: Callable[..., None]) -> Callable[..., None]:
    for name, text in reversed((_OF_QUOTE | _OF_WORK).items()):
        flag = f"--{name.replace('_', '-')}"
        command = click.option(flag, name, help=text, multiple=name == "topics")(command)
    return command


@click.command("add")
@click.argument("file", required=False)
@_options
@click.option("--verse", is_flag=True, help="Keep the lines of the text as they are.")
@click.option("--yes", "-y", is_flag=True, help="Ask nothing, and write it if all is right.")
def command(file: str | None, *, verse: bool, yes: bool, **given: Any) -> None:
    """Add a quote to FILE, or to the file of its work.

    Asks for whatever no option gives, checks each answer at once by the rules of `quotebot check`,
    shows what would be written, and writes it after the last quote of the file, of which nothing
    else changes. FILE is a path, or the name of a work's file; a new one is made for a new work.

    \b
    With questions:  quotebot quotes add
    In a script:     quotebot quotes add darwin-autobiography --yes --text "..." \\
                       --topics "doubt, science" --where "chapter II"
    """
    settings = load_settings()
    log_when_debugging(settings)
    if not yes and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError("there is no terminal to ask at: give all answers, and --yes")
    name, where = _named(file, settings)
    with progress("Reading quote files") as shown:
        library = open_library(where.paths, shown.each)
    draft = Draft(library, where.folder)
    _take(draft, name, _answers(given, verse=verse))
    ask: Ask | None = None if yes else Terminal()
    if ask is None:
        _all_given(draft)
    else:
        _interview(Interview(draft, library, ask, verse=verse))
    _write(draft, ask)


def _named(file: str | None, settings: Settings) -> tuple[str | None, Where]:
    """The name of the work's file, if it was given, and the library that it belongs to."""
    if file is None:
        return None, where_to_add(settings)
    path = Path(file)
    if path.suffix not in {"", ".yaml", ".yml"}:
        raise click.UsageError(f"{file} is no quote file: its name must end in .yaml")
    if not path.suffix and path.name == file:
        return file, where_to_add(settings)
    return path.stem, where_is(path.parent, settings)


def _answers(given: dict[str, Any], *, verse: bool) -> dict[str, str]:
    """What the options say, tidy, with the text as one line unless it is verse."""
    answers: dict[str, str] = {name: value for name, value in given.items() if value is not None}
    answers["topics"] = ", ".join(given["topics"])
    if given["text"] == _STANDARD_INPUT:
        answers["text"] = _standard_input()
    answers = {name: tidy(value) for name, value in answers.items() if tidy(value)}
    if "text" in answers and not verse:
        answers["text"] = joined(answers["text"])
    return answers


def _standard_input() -> str:
    problems = FileProblems(Path("standard input"))
    try:
        return utf8(sys.stdin.buffer.read(), problems)
    except GaveUp:
        raise click.UsageError(str(problems.found[0])) from None


def _take(draft: Draft, name: str | None, answers: dict[str, str]) -> None:
    """Put the answers into the draft; ends the command if one of them is wrong."""
    if name is not None:
        answers = {FILE: name, **answers}
        draft.row[FILE] = name
    if draft.known_source and (too_many := [_flag(each) for each in _OF_WORK if each in answers]):
        raise click.UsageError(
            f"{nearer(draft.path)} is there and has its source: leave out {', '.join(too_many)}"
        )
    wrong = False
    for field in (FILE, *_OF_WORK, *_OF_QUOTE):
        if field in answers:
            objections = list(draft.objections(field, answers[field]))
            say_all(objections, f"{_flag(field)}: ")
            wrong |= any(each.stops for each in objections)
            draft.row[field] = answers[field]
    if wrong:
        _refuse()


def _all_given(draft: Draft) -> None:
    if missing := draft.missing():
        new = "" if draft.known_source or FILE in missing else f" ({draft.path} will be new)"
        flags = ", ".join(map(_flag, missing))
        raise click.UsageError(f"--yes needs all answers, and these are missing: {flags}{new}")


def _interview(interview: Interview) -> None:
    try:
        interview.run()
    except (KeyboardInterrupt, EOFError):
        _refuse("Nothing was written.")


def _write(draft: Draft, ask: Ask | None) -> None:
    """Show what is to be written, and write it if nobody objects."""
    try:
        with progress("Reading what would be written"):
            found = draft.addition()
    except LibraryError as error:
        for problem in error.problems:
            click.echo(one_line(problem), err=True)
        _refuse()
    [change] = found.changes
    quote = draft.quote()
    if ask is not None:
        new = "" if change.before is not None else source_block(quote.source)
        click.echo(f"\n{change.path} gets:\n\n{new}{quote_block(quote)}")
    for warning in found.warnings:
        click.echo(one_line(str(warning)), err=True)
    if ask is not None and not _agreed(ask):
        _refuse("Nothing was written.")
    apply(found.changes)
    click.echo(f"Added {quote.id} to {change.path}.")


def _agreed(ask: Ask) -> bool:
    try:
        return agreed(ask, "Write it?", "Enter alone writes it, n does not.", otherwise=True)
    except (KeyboardInterrupt, EOFError):
        return False


def _refuse(sentence: str = "Nothing was written: correct this first.") -> NoReturn:
    click.echo(sentence, err=True)
    raise click.exceptions.Exit(REFUSED)


def _flag(field: str) -> str:
    return "FILE" if field == FILE else f"--{field.replace('_', '-')}"
