"""Each command that a page shows is one that there is, and does what it is shown for."""

import asyncio
import re
import shutil
from pathlib import Path
from typing import Final

import click
import pytest
from click.testing import CliRunner

from quotebot.cli import main
from quotebot.store.opening import open_store
from tests.cli.machine import unset_everything
from tests.documented_commands import ROOT, Command, commands

COMMANDS: Final = commands()
# These want a platform, a bot that runs, a browser or somebody who answers: tests of their own run
# them, against loopback platforms. They are parsed here, as all are.
NOT_RUN_HERE: Final = {
    "commands",
    "doctor",
    "healthcheck",
    "init",
    "preview",
    "reload",
    "run",
    "sandbox",
}
# Whoever follows these pages does one thing after the other: test_adding_quotes_page.py does, too.
RUN_IN_ORDER_ELSEWHERE: Final = {"docs/adding-quotes.md", "docs/importing-and-exporting.md"}
TO_BE_RUN: Final = [
    each
    for each in COMMANDS
    if each.whole and each.words[0] not in NOT_RUN_HERE and each.page not in RUN_IN_ORDER_ELSEWHERE
]
PAGES_TO_BE_RUN: Final = list(dict.fromkeys(each.page for each in TO_BE_RUN))
WORDS: Final = {
    "a-talk": "What breaks at night we mend by day.",
    "a-work": "Nobody remembers why the wall was painted green.",
}
WORK: Final = """\
source: {{title: {title}, author: Ada, year: "2026", edition: the only one}}
quotes:
  - {{id: {title}, text: {text}, topics: [change], where: on a door}}
"""


def parsed(words: tuple[str, ...]) -> str:
    """The name of the command that would be run, once all its words were taken by it.

    Files that are not there are no fault of the page.
    """
    command: click.Command = main
    context: click.Context | None = None
    name, rest = "quotebot", list(words)
    while True:
        try:
            context = command.make_context(name, rest, parent=context)
        except click.exceptions.Exit:  # --help and --version
            return name
        except click.BadParameter as error:
            if error.param is None or not isinstance(error.param.type, click.Path):
                raise
            return name
        if not isinstance(command, click.Group):
            return name
        left = [*context._protected_args, *context.args]
        found, next_command, rest = command.resolve_command(context, left)
        assert found is not None
        assert next_command is not None
        name, command = found, next_command


@pytest.mark.parametrize("command", COMMANDS, ids=str)
def test_it_is_one_that_there_is(command: Command) -> None:
    try:
        parsed(command.words)
    except (click.MissingParameter, click.BadOptionUsage, click.exceptions.NoArgsIsHelpError):
        assert not command.whole  # a sentence may name a command without all that it needs


@pytest.mark.parametrize(
    "words",
    [("wibble",), ("check", "--wibble"), ("quotes", "wibble"), ("schema", "wibble")],
    ids=" ".join,
)
def test_one_that_there_is_not_would_be_found(words: tuple[str, ...]) -> None:
    with pytest.raises(click.UsageError):
        parsed(words)


def test_deploys_page_leads_to_files_that_there_are() -> None:
    page = ROOT / "deploy/README.md"
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_pages_show_many() -> None:
    assert len(COMMANDS) > 50
    assert NOT_RUN_HERE & {each.words[0] for each in COMMANDS}
    assert TO_BE_RUN


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A directory with what the pages speak of: quotes, the texts they are from, a database."""
    unset_everything(monkeypatch)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUOTEBOT_QUOTES", "my-quotes")
    for name in ("my-quotes", "DIR", "srv/backups"):
        Path(name).mkdir(parents=True)
    shutil.copy(ROOT / "quotes/topics.yaml", "my-quotes")
    for title, text in WORDS.items():
        Path(f"my-quotes/{title}.yaml").write_text(WORK.format(title=title, text=text), "utf-8")
        Path(f"DIR/{title}.txt").write_text(f"{text}\n", "utf-8")
    asyncio.run(_make_a_database())


async def _make_a_database() -> None:
    await (await open_store("sqlite:///quotebot.db")).close()


@pytest.mark.parametrize("page", PAGES_TO_BE_RUN)
def test_what_a_page_shows_can_be_run_from_its_beginning_to_its_end(page: str, world: None) -> None:
    for command in TO_BE_RUN:
        if command.page == page:
            words = [word.replace("/srv/", "srv/") for word in command.words]
            result = CliRunner().invoke(main, words)
            assert result.exit_code == 0, f"{command}\n{result.output}\n{result.exception!r}"
