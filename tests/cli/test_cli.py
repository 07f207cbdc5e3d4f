"""What all commands have in common: usage, exit codes, and what a failure looks like."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import quotebot
from quotebot.cli import check, main
from quotebot.core.errors import OperatorError
from tests.cli.machine import CANARY, DISCORD_TOKEN
from tests.curation.library import quote, quote_file, write

ROOT = Path(quotebot.__file__).parents[1]


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def python(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - this interpreter, and what stands below
        [sys.executable, *arguments],
        env={"PYTHONPATH": str(ROOT), **variables},
        capture_output=True,
        encoding=variables.get("PYTHONIOENCODING", "utf-8"),
        check=False,
    )


def refused(*arguments: str) -> list[str]:
    """What is told when only the operator can help."""
    result = invoke(*arguments)
    assert result.exit_code == 78
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    lines = [line for line in result.stderr.splitlines() if not line.startswith('{"ts": ')]
    assert all(line.startswith("quotebot: ") for line in lines)
    return [line.removeprefix("quotebot: ") for line in lines]


def test_the_module_is_the_command() -> None:
    result = python("-m", "quotebot", "--version")
    assert (result.returncode, result.stderr) == (0, "")
    assert quotebot.__version__ in result.stdout


def test_every_command_explains_itself() -> None:
    overview = invoke("--help")
    assert overview.exit_code == 0
    for name in ("ask", "check", "run", "sandbox"):
        assert f"\n  {name} " in overview.stdout
        assert invoke(name, "-h").exit_code == 0


@pytest.mark.parametrize("arguments", [["nothing"], ["--nothing"], ["run", "x"], ["sandbox", "x"]])
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    result = invoke(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage: " in result.stderr


OBSERVING = {"prometheus_client", "opentelemetry"}


@pytest.mark.parametrize(
    ("command", "absent"),
    [
        ("--version", {"pydantic", "yaml", "aiohttp", "discord", "slack_bolt", "sqlalchemy"}),
        ("ask", {"aiohttp", "discord", "slack_bolt", "slack_sdk", "sqlalchemy"} | OBSERVING),
        ("check", {"aiohttp", "discord", "slack_bolt", "slack_sdk", "sqlalchemy"}),
    ],
)
def test_a_command_imports_no_library_that_it_has_no_use_for(
    command: str, absent: set[str]
) -> None:
    program = (
        "import sys; from quotebot.cli import main\n"
        f"try: main([{command!r}])\n"
        "finally: print(*sys.modules, file=sys.stderr)"
    )
    result = python("-c", program)
    assert result.returncode == 0, result.stderr
    loaded = set(result.stderr.split())
    assert "click" in loaded
    assert not absent & loaded


@pytest.mark.parametrize("command", ["ask", "check", "run", "sandbox"])
def test_settings_that_are_wrong_stop_every_command(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTEBOT_\x1b[2J\nfake", "x")
    monkeypatch.setenv("SLACK_BOT_TOKEN", DISCORD_TOKEN)
    told = refused(command)
    assert len(told) == 3
    assert all(line.isprintable() and CANARY not in line for line in told)


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"QUOTEBOT_QUOTES": f"builtin{os.pathsep}nowhere"}, "QUOTEBOT_QUOTES names nowhere"),
        ({"QUOTEBOT_QUOTES": "."}, "there is no quote to show"),
        ({"QUOTEBOT_DATABASE": "sqlite:///nowhere/quotebot.db"}, "no directory nowhere"),
        ({"QUOTEBOT_DATABASE": "sqlite:///.env"}, ".env"),
        ({"QUOTEBOT_DATABASE": "postgres//x"}, "not a database URL"),
    ],
)
def test_what_the_bot_cannot_start_with_is_told_in_one_sentence(
    variables: dict[str, str], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(".env").write_text("# This is no database.\n" * 100)
    monkeypatch.setenv("DISCORD_TOKEN", DISCORD_TOKEN)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    (sentence,) = refused("run")
    assert says in sentence


def test_bad_quote_files_are_told_with_every_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    write(Path(), a_work=quote_file(quote(id="Not An Id", topics="[]")), b_work="quotes: [")
    monkeypatch.setenv("DISCORD_TOKEN", DISCORD_TOKEN)
    monkeypatch.setenv("QUOTEBOT_QUOTES", ".")
    told = refused("run")
    assert [line.split(":")[0] for line in told] == ["a-work.yaml", "a-work.yaml", "b-work.yaml"]


class NoSettings:
    """Stands where the settings are read, and fails as a bug would."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def __call__(self, *_: object, **__: object) -> object:
        raise self._error


@pytest.mark.parametrize(("level", "traceback"), [("info", False), ("debug", True)])
def test_a_bug_is_told_with_a_reference_and_shown_when_debugging(
    level: str, traceback: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTEBOT_LOG_LEVEL", level)
    monkeypatch.setattr(check, "read", NoSettings(ZeroDivisionError("a bug")))
    result = invoke("check")
    assert result.exit_code == 70
    *logged, told = result.stderr.splitlines()
    reference = told.split("Reference: ")[1].split(".")[0]
    assert len(reference) == 8
    assert told.startswith("quotebot: Something went wrong")
    assert ("ZeroDivisionError: a bug" in result.stderr) is traceback
    assert bool(logged) is traceback
    assert all(reference in line for line in logged[:1])


def test_an_operator_error_says_how_it_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "read", NoSettings(OperatorError("Do this.\x1b[2J\nAnd that.")))
    assert refused("check") == [r"Do this.\x1b[2J", "And that."]


def test_a_stream_that_cannot_write_every_character_gets_an_escape() -> None:
    result = python("-m", "quotebot", "ask", "progress", PYTHONIOENCODING="latin-1")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(r"\u201c")
