"""`quotebot init --no-prompt`: what is written, what is printed, and what is refused."""

import base64
import stat
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from quotebot.cli import main
from quotebot.cli.init.guides import before
from quotebot.core.messages import Platform
from quotebot.settings import load_settings
from tests.cli.installed import need, run
from tests.cli.machine import APP_TOKEN, BOT_TOKEN, CANARY, TOKENS

APPLICATION = "123456789012345678"
FIRST_PART = base64.urlsafe_b64encode(APPLICATION.encode()).decode().rstrip("=")
DISCORD_TOKEN = f"{FIRST_PART}.{CANARY}.{CANARY * 6}"
ENV = Path(".env")


def init(*arguments: str, text: str | None = None) -> Result:
    result = CliRunner().invoke(main, ["init", "--no-prompt", *arguments], text)
    assert CANARY not in result.output
    return result


def done(*arguments: str, text: str | None = None) -> str:
    result = init(*arguments, text=text)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def files() -> list[str]:
    """Options that name a file for each token."""
    for name, token in {**TOKENS, "DISCORD_TOKEN": DISCORD_TOKEN}.items():
        Path(f"given-{name}").write_text(f"{token}\n")
    return [
        word
        for name in TOKENS
        for word in (f"--{name.lower().replace('_', '-')}-file", f"given-{name}")
    ]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_token_from_standard_input_is_written_into_env() -> None:
    said = done("--discord-token-file", "-", text=f"{DISCORD_TOKEN}\n")
    assert mode(ENV) == 0o600
    token = load_settings().discord_token
    assert token is not None
    assert token.get_secret_value() == DISCORD_TOKEN
    assert f"client_id={APPLICATION}&scope=bot+applications.commands&permissions=68608\n" in said
    assert "quotebot run" in said
    assert "Slack" not in said


def test_all_tokens_and_the_database_are_written_and_the_second_time_nothing_is() -> None:
    ENV.write_text("# mine\nQUOTEBOT_LOG_LEVEL=debug\n")
    arguments = [*files(), "--database", "postgresql://me@host/db"]
    said = done(*arguments)
    assert "Wrote DISCORD_TOKEN, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, QUOTEBOT_DATABASE to" in said
    settings = load_settings()
    assert settings.platforms == ["Discord", "Slack"]
    assert settings.database == "postgresql://me@host/db"
    assert ENV.read_text().startswith("# mine\nQUOTEBOT_LOG_LEVEL=debug\nDISCORD_TOKEN=")
    written, changed = ENV.read_bytes(), ENV.stat().st_mtime_ns
    for again in (arguments, []):
        said = done(*again)
        assert said.startswith("Nothing to change: .env has it already.\n")
        assert APPLICATION in said
        assert (ENV.read_bytes(), ENV.stat().st_mtime_ns) == (written, changed)


def test_a_file_from_windows_keeps_its_lines() -> None:
    ENV.write_bytes(b"# mine\r\nQUOTEBOT_LOG_LEVEL=debug\r\n")
    done(*files())
    assert ENV.read_bytes().startswith(b"# mine\r\nQUOTEBOT_LOG_LEVEL=debug\r\nDISCORD_TOKEN=")
    assert load_settings().log_level == "debug"


def test_a_file_that_others_can_read_is_taken_from_them_the_second_time() -> None:
    done(*files())
    ENV.chmod(0o644)
    assert "now its owner alone can" in done()
    assert mode(ENV) == 0o600


def test_what_is_set_is_replaced_only_with_yes() -> None:
    ENV.write_text(f"DISCORD_TOKEN={TOKENS['DISCORD_TOKEN']}\n")
    result = init(*files())
    assert result.exit_code == 2
    assert "DISCORD_TOKEN is set to something else in .env: --yes replaces it" in result.stderr
    assert ENV.read_text() == f"DISCORD_TOKEN={TOKENS['DISCORD_TOKEN']}\n"
    done("--yes", *files())
    assert ENV.read_text().startswith(f"DISCORD_TOKEN={DISCORD_TOKEN}\n")


def test_a_secret_that_a_line_names_the_file_of_is_there_already() -> None:
    done_before = files()
    ENV.write_text("DISCORD_TOKEN_FILE=given-DISCORD_TOKEN\n")
    ENV.chmod(0o600)
    assert done(*done_before[:2]).startswith("Nothing to change")
    assert ENV.read_text() == "DISCORD_TOKEN_FILE=given-DISCORD_TOKEN\n"


def test_a_file_for_each_secret_is_one_that_the_settings_take(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("url").write_text(f"postgresql://me:{CANARY}@host/db\n")
    arguments = [*files(), "--database-file", "url", "--output", "credentials"]
    said = done(*arguments)
    folder = Path("credentials")
    assert mode(folder) == 0o700
    names = {"discord_token", "slack_bot_token", "slack_app_token", "database"}
    assert {path.name for path in folder.iterdir()} == names
    assert {mode(path) for path in folder.iterdir()} == {0o600}
    assert f"    LoadCredential=discord_token:{folder.absolute()}/discord_token\n" in said
    assert "    Environment=DISCORD_TOKEN_FILE=%d/discord_token\n" in said
    assert not ENV.exists()
    lines = [line.strip() for line in said.splitlines() if "_FILE=/" in line]
    for line in lines:
        monkeypatch.setenv(*line.split("=", 1))
    settings = load_settings()
    assert settings.platforms == ["Discord", "Slack"]
    assert settings.database == f"postgresql://me:{CANARY}@host/db"
    again = done(*arguments)
    assert again.startswith("Nothing to change: credentials has it already.\n")


def test_the_lines_for_a_unit_are_ones_that_systemd_knows(tmp_path: Path) -> None:
    said = done(*files(), "--output", "credentials", "--directory", "100%/of it")
    lines = [line.strip() for line in said.splitlines() if "=%d/" in line or "Load" in line]
    assert len(lines) == 6
    assert f"LoadCredential=discord_token:{tmp_path}/100%%/of it/discord_token" in lines
    unit = tmp_path / "quotebot-test.service"
    unit.write_text("\n".join(["[Service]", "ExecStart=/bin/true", *lines]) + "\n")
    assert run(need("systemd-analyze", "systemd"), "--man=no", "verify", str(unit)) == ""


def test_another_directory_is_made_if_need_be() -> None:
    said = done("--directory", "srv/bot", *files())
    assert mode(Path("srv/bot/.env")) == 0o600
    assert "when it is started in srv/bot." in said


def test_what_the_settings_say_of_all_of_it_is_told_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN_FILE", "elsewhere")
    result = init(*files())
    assert result.exit_code == 78
    assert "Wrote DISCORD_TOKEN" in result.stdout
    assert "DISCORD_TOKEN (.env, line 4) and DISCORD_TOKEN_FILE (environment)" in result.stderr


def test_without_slacks_tokens_it_says_where_they_are() -> None:
    result = init("--slack")
    assert result.exit_code == 2
    assert "SLACK_BOT_TOKEN is missing: --slack-bot-token-file PATH names" in result.stderr
    assert "https://api.slack.com/apps?new_app=1&manifest_json=" in result.stdout
    assert "From a manifest" in result.stdout
    assert not ENV.exists()


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ([], 2, "there is no token yet"),
        (["--discord"], 2, "DISCORD_TOKEN is missing: --discord-token-file PATH names"),
        (["--slack-bot-token-file", "bot"], 2, "SLACK_APP_TOKEN is missing"),
        (["--discord-token-file", "bot"], 78, "holds another token: it belongs in SLACK_BOT_TOKEN"),
        (["--discord-token-file", "nowhere"], 78, "names nowhere, which is not there"),
        (["--discord-token-file", DISCORD_TOKEN], 78, "--discord-token-file holds a secret"),
        (["--discord-token-file", "-"], 78, "--discord-token-file is set but empty"),
        (["--discord-token-file", "-", "--database-file", "-"], 2, "standard input can hold one"),
        (["--discord", "--database", f"postgresql://me:{CANARY}@host/db"], 2, "has a password"),
        (["--discord", "--database", "mysql://host/db"], 78, "is no database"),
        (["--database", "memory://", "--database-file", "bot"], 2, "both given"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(
    arguments: list[str], code: int, says: str
) -> None:
    Path("bot").write_text(BOT_TOKEN)
    result = init(*arguments, text="")
    assert result.exit_code == code
    assert says in result.stderr
    assert not ENV.exists()


def test_a_file_that_is_no_env_file_is_left_alone() -> None:
    ENV.write_text(f"A=1\n{APP_TOKEN}\n")
    result = init(*files())
    assert result.exit_code == 78
    assert result.stderr == "quotebot: .env, line 2 is not NAME=value\n"
    assert ENV.read_text() == f"A=1\n{APP_TOKEN}\n"


def test_without_a_terminal_there_must_be_no_questions() -> None:
    result = CliRunner().invoke(main, ["init", "--discord"])
    assert result.exit_code == 2
    assert "there is no terminal to ask at: add --no-prompt" in result.stderr


def test_a_command_that_looks_whether_all_is_well_is_named_where_there_is_one() -> None:
    commands = main.list_commands(click.Context(main))
    assert ("quotebot doctor" in done(*files())) is ("doctor" in commands)


@pytest.mark.parametrize(
    ("commands", "says"),
    [
        (["slack"], "paste\n    what quotebot slack manifest prints\n"),
        ([], "paste\n    the file /"),
    ],
)
def test_the_manifest_comes_from_a_command_where_there_is_one(
    commands: list[str], says: str
) -> None:
    assert says in before(Platform.SLACK, commands)


def test_no_option_takes_a_token() -> None:
    command = main.get_command(click.Context(main), "init")
    assert command is not None
    names = {option for parameter in command.params for option in parameter.opts}
    assert {name for name in names if "token" in name} == {
        f"--{name.lower().replace('_', '-')}-file" for name in TOKENS
    }
