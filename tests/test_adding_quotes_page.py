"""Every command in docs/adding-quotes.md and docs/importing-and-exporting.md does what they say."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from quotebot.curation.converting import formats, tables
from quotebot.curation.converting.formats import Format
from quotebot.curation.reading import read
from tests.cli.quotes.screens import CURSOR, Screen, started
from tests.curation.converting.hostile import taken_from

pytestmark = pytest.mark.slow  # they run what the pages say, each in a process

ROOT = Path(__file__).parent.parent
ADDING = (ROOT / "docs/adding-quotes.md").read_text("utf-8")
EXCHANGING = (ROOT / "docs/importing-and-exporting.md").read_text("utf-8")
FORM = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/suggest-a-quote.yml").read_text("utf-8"))
NEEDED = ["quotebot", "quotes", "Makefile", "pyproject.toml", "README.md", ".gitignore",
          "requirements.lock", "requirements-dev.lock"]  # fmt: skip
TRANSCRIPT = "<!-- transcript: quotebot quotes add -->\n```text\n"


def shell(command: str, folder: Path, **variables: str) -> str:
    """What the command prints; it must succeed."""
    result = subprocess.run(  # noqa: S602 - from our own pages
        command,
        shell=True,
        cwd=folder,
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, f"{command}\n{result.stdout}{result.stderr}"
    return result.stdout


def our_quotebot(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(f'#!/bin/sh\nexec {sys.executable} -m quotebot "$@"\n')
    path.chmod(0o755)


@pytest.fixture
def fork(tmp_path: Path) -> Path:
    """A repository as somebody finds it who has just forked it."""
    seed = tmp_path / "seed"
    seed.mkdir()
    for name in NEEDED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, seed / name)
    shell("git init --quiet && git add --all && git commit --quiet --message start", seed, **GIT)
    shell("git clone --quiet --bare seed fork", tmp_path, **GIT)
    return tmp_path / "fork"


GIT = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in {"NAME": "Ada", "EMAIL": "ada@example.org"}.items()
} | {"GIT_CONFIG_GLOBAL": "/dev/null"}


def play(transcript: str, screen: Screen) -> None:
    """Type what follows each >, and wait for all else."""
    for line in transcript.splitlines():
        if line.startswith(">"):
            screen.shows(CURSOR)
            typed = line[1:].strip()
            screen.type(f"\x15{typed}\r" if typed else "\r")
        elif line.strip():
            screen.shows(line.strip())


def test_whoever_follows_the_page_adds_a_quote(fork: Path, tmp_path: Path) -> None:
    blocks = re.findall(rf"```sh\n(.*?)```|{TRANSCRIPT}(.*?)```", ADDING, re.DOTALL)
    clone = tmp_path / "quotebot"
    variables = {"PYTHONPATH": str(clone), **GIT}
    printed = ""
    for commands, transcript in blocks:
        for command in commands.splitlines():
            if command.startswith("git clone"):
                shell(command.replace("<your fork>", str(fork)), tmp_path, **variables)
                our_quotebot(clone / ".venv/bin/quotebot")
            elif command.startswith("make"):  # what it does is tested by whoever runs this test
                shell(command.replace("make", "make --dry-run"), clone, **variables)
            else:
                printed += shell(command, clone, **variables)
        if transcript:
            add = (str(clone / ".venv/bin/quotebot"), "quotes", "add")
            with started(*add, variables=variables, folder=clone) as screen:
                play(transcript, screen)
                assert screen.ended() == 0
    assert "“if a man is alive, there is always danger" in printed, "ask shows the new quote"
    assert "+  - id: always-danger-that-he-may-die\n" in printed, "git shows what was added"
    assert printed.count("\n-") == 1, "and nothing was removed: the one line is the diff's head"
    texts = {quote.text for quote in read([clone / "quotes"]).quotes}
    assert any(text.startswith("would suppose") for text in texts)
    assert shell("git log --oneline --all | wc -l", fork).strip() == "2"


def test_the_example_of_a_transcript_is_cut_where_the_page_says() -> None:
    assert ADDING.count(TRANSCRIPT) == 1
    assert "$ .venv/bin/quotebot quotes add\n" in ADDING


def test_the_commands_for_import_and_export_work(tmp_path: Path) -> None:
    our_quotebot(tmp_path / "bin/quotebot")
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    commands = "".join(re.findall(r"```sh\n(.*?)```", EXCHANGING, re.DOTALL))
    for command in commands.splitlines():
        shell(command, tmp_path, PATH=path, PYTHONPATH=str(ROOT))
    assert read([tmp_path / "my-quotes"]).quotes == read([ROOT / "quotes"]).quotes


def example(form: str) -> str:
    [found] = re.findall(rf"<!-- example: {form} -->\n```\w+\n(.*?)```", EXCHANGING, re.DOTALL)
    return str(found)


def test_the_examples_are_what_is_written(tmp_path: Path) -> None:
    taken = taken_from(example("json").encode(), Format.JSON, tmp_path)
    assert formats.write(taken.new, Format.JSON) == example("json")
    assert formats.write(taken.new, Format.FORTUNE) == example("fortune")
    assert tables.write([]) == example("csv")


def test_the_form_asks_for_what_a_quote_needs() -> None:
    fields = {each["id"]: each for each in FORM["body"] if "id" in each}
    required = {
        name for name, each in fields.items() if each.get("validations", {}).get("required")
    }
    assert required == {"text", "author", "work", "where"}
    assert set(fields) - required == {"url", "topics", "note", "checks"}
