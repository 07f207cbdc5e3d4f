"""The docs say what the code does: transcript, settings, commands and links."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import click
import discord
import pytest
from click.testing import CliRunner

from quotebot.cli import main
from quotebot.cli.manual import EXIT_CODES
from quotebot.core.commands import COMMANDS, ID_SIGN
from quotebot.on_discord.inviting import PERMISSIONS, invite_link
from quotebot.on_slack.rendering import SLASH_COMMAND
from quotebot.running.sandbox import run_sandbox
from quotebot.settings import load_settings, secret_fields, variable
from quotebot.settings.reference import entries

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [
    path
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("quotes/*.md"))
    if ".venv" not in path.parts
]


def table(marker: str) -> list[list[str]]:
    """The rows of the table that follows a marker, without its head."""
    lines = README.split(f"<!-- {marker} -->\n", 1)[1].split("\n\n", 1)[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def test_the_readme_lists_the_settings_that_most_need_as_they_are() -> None:
    rows = {
        f"`{entry.name}`": [f"`{entry.default}`" if entry.default else "", entry.meaning]
        for entry in entries()
    }
    listed = {name: rest for name, *rest in table("settings")}
    assert listed.items() <= rows.items()
    assert {f"`{variable(field)}`" for field in (*secret_fields(), "quotes")} <= listed.keys()


@pytest.mark.parametrize(
    ("page", "arguments"),
    [
        ("docs/settings.md", ["config", "reference"]),
        (".env.example", ["config", "reference", "--format", "env"]),
        ("docs/quotebot.1", ["manual"]),
    ],
)
def test_what_is_made_by_make_docs_is_up_to_date(page: str, arguments: list[str]) -> None:
    assert (ROOT / page).read_text("utf-8") == CliRunner().invoke(main, arguments).stdout
    assert f"quotebot {' '.join(arguments)} > {page}\n" in (ROOT / "Makefile").read_text("utf-8")


@pytest.mark.parametrize("page", sorted(ROOT.glob("docs/*.md")), ids=lambda page: page.name)
def test_every_page_can_be_reached_from_the_readme(page: Path) -> None:
    assert f"](docs/{page.name}" in README


def test_the_readme_lists_every_command_of_the_command_line_as_it_is() -> None:
    context = click.Context(main)
    expected = []
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert command.help
        expected.append([f"`quotebot {name}`", command.help.splitlines()[0]])
    assert table("commands") == expected


async def test_the_readmes_transcript_is_what_the_sandbox_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, discords_own_addresses: None
) -> None:
    block = README.split("<!-- transcript: quotebot sandbox -->\n```text\n", 1)[1]
    exchanges = block.split("```", 1)[0].split("> ")[1:]
    typed = [exchange.split("\n", 1)[0] for exchange in exchanges]
    answers = [exchange.split("\n", 1)[1].rstrip("\n") for exchange in exchanges]
    monkeypatch.chdir(tmp_path)
    said: list[str] = []

    async def lines() -> AsyncIterator[str]:
        for line in typed:
            yield line

    await run_sandbox(load_settings(), lines(), said.append)
    assert said[-len(answers) :] == answers


def test_the_invite_link_asks_for_the_scopes_and_for_what_daily_quotes_need() -> None:
    needed = discord.Permissions(view_channel=True, send_messages=True, read_message_history=True)
    assert needed.value == PERMISSIONS
    assert f"{invite_link(None)}\n" in README


def test_the_readme_tells_the_exit_codes_that_the_manual_tells() -> None:
    sentence = README.split("Exit codes: ", 1)[1].split("\n\n", 1)[0]
    assert {int(code) for code in re.findall(r"\b\d+\b", sentence)} == EXIT_CODES.keys()


def test_the_readme_shows_every_command_on_both_platforms() -> None:
    for command in COMMANDS:
        assert f"`/{' '.join(command.path)}`" in README
        typed = " ".join(filter(None, (SLASH_COMMAND, command.typed)))
        assert f"`{typed}`" in README or (typed.endswith(ID_SIGN) and f"`{typed}" in README)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_readmes_pictures_are_there_and_said_in_words() -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)]*)\)", README)
    assert len(pictures) >= 2
    for words, target in pictures:
        assert len(words.split()) > 10, f"{target} is for those, too, who do not see it"
        picture = (ROOT / target).read_bytes()
        assert picture.startswith(b"\x89PNG")
        assert len(picture) < 200_000
    assert "](docs/images/sandbox.png)" in README.split("\n\n", 3)[2]


def test_every_decision_is_listed() -> None:
    listed = (ROOT / "docs/decisions/README.md").read_text("utf-8")
    for page in (ROOT / "docs/decisions").glob("0*.md"):
        assert f"]({page.name})" in listed
