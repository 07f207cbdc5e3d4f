"""The systemd unit: read by systemd without a word, tight, and with settings that exist."""

import os
import re
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest

from quotebot.settings import Settings, variable
from tests.deploy.tools import DEPLOY, run_tool

SYSTEMD = DEPLOY / "systemd"
UNIT = SYSTEMD / "quotebot.service"
DROP_INS = sorted(SYSTEMD.glob("*.conf"))
THRESHOLD = "20"  # in tenths: systemd calls 2.0 OK, and 9.0 UNSAFE
HOW_TO_GET_IT = "apt-get install systemd"


def lines_of(path: Path, name: str) -> list[str]:
    """What a file sets a name to, each time that it does."""
    return re.findall(rf"^{name}=(.*)$", path.read_text("utf-8"), re.MULTILINE)


def section(name: str) -> dict[str, str]:
    parser = RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment, method-assign] # as its docs have it
    parser.read_string(UNIT.read_text("utf-8"))
    return dict(parser[name])


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The unit with all that goes with it, as if what it starts were there."""
    unit = tmp_path / UNIT.name
    text = UNIT.read_text("utf-8")
    unit.write_text(text.replace("/opt/quotebot/bin/quotebot", "/bin/true"))
    folder = tmp_path / f"{UNIT.name}.d"
    folder.mkdir()
    for path in DROP_INS:
        shutil.copy(path, folder)
    return unit


def said_of(unit: Path) -> str:
    """What systemd-analyze says of a unit; it ends well whatever it does not know."""
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip(f"systemd-analyze is not there: {HOW_TO_GET_IT} installs it")
    outcome = subprocess.run(  # noqa: S603 - a program that was looked for
        [program, "verify", "--man=no", unit],
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{unit.parent}:"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    about_ours = [line for line in outcome.stderr.splitlines() if "quotebot" in line]
    return "\n".join(about_ours) or ("" if outcome.returncode == 0 else outcome.stderr)


def test_systemd_reads_it_without_a_word(installed: Path) -> None:
    assert said_of(installed) == ""


@pytest.mark.parametrize("name", [UNIT.name, *(path.name for path in DROP_INS)])
def test_systemd_would_name_a_setting_that_it_does_not_know(installed: Path, name: str) -> None:
    path = installed if name == UNIT.name else installed.parent / f"{UNIT.name}.d" / name
    path.write_text(path.read_text("utf-8").replace("[Service]\n", "[Service]\nProtectAll=yes\n"))
    assert "ProtectAll" in said_of(installed)


def test_systemd_finds_that_it_can_do_little() -> None:
    options = ("--offline=true", f"--threshold={THRESHOLD}", "--no-pager")
    run_tool("systemd-analyze", "security", *options, UNIT, how_to_get_it=HOW_TO_GET_IT)


def test_it_says_when_it_is_ready_and_is_watched() -> None:
    service = section("Service")
    assert service["Type"] == "notify"
    assert service["WatchdogSec"] == "60s"
    assert service["ExecStart"] == "/opt/quotebot/bin/quotebot run"


def test_what_asks_for_a_reload_is_given_no_credential() -> None:
    """systemd 252 lets only the bot itself read them, and quotebot reads whatever is named."""
    given = {line.split("=")[0] for path in DROP_INS for line in lines_of(path, "Environment")}
    command = UNIT.read_text("utf-8").split("ExecReload=", 1)[1].split("WatchdogSec", 1)[0]
    assert set(re.findall(r"--unset=(\w+)", command)) == given
    assert command.endswith(" /opt/quotebot/bin/quotebot reload\n")


def test_it_has_its_directory_and_no_user_of_its_own() -> None:
    service = section("Service")
    assert service["DynamicUser"] == "yes"
    assert service["WorkingDirectory"] == f"%S/{service['StateDirectory']}"
    assert "User" not in service


def test_restarts_cannot_use_up_the_sessions_that_discord_grants_a_day() -> None:
    unit, service = section("Unit"), section("Service")
    assert "78" in service["RestartPreventExitStatus"].split()
    assert unit["StartLimitIntervalSec"] == "1h"
    assert int(unit["StartLimitBurst"]) * 24 < 1000 / 2


@pytest.mark.parametrize("path", DROP_INS, ids=lambda path: path.name)
def test_each_secret_is_a_credential_that_the_setting_names(path: Path) -> None:
    known = {variable(field) for field in Settings.model_fields}
    loaded = dict(line.split(":", 1) for line in lines_of(path, "LoadCredential"))
    given = dict(line.split("=", 1) for line in lines_of(path, "Environment"))
    assert loaded
    assert loaded == {name: f"/etc/quotebot/{name}" for name in loaded}
    assert {value.removeprefix("%d/") for value in given.values()} == set(loaded)
    assert all(name.endswith("_FILE") for name in given)
    assert {name.removesuffix("_FILE") for name in given} <= known


def test_there_is_one_for_each_platform_and_for_another_database() -> None:
    given = {line.split("=")[0] for path in DROP_INS for line in lines_of(path, "Environment")}
    assert given == {
        "DISCORD_TOKEN_FILE",
        "SLACK_BOT_TOKEN_FILE",
        "SLACK_APP_TOKEN_FILE",
        "QUOTEBOT_DATABASE_FILE",
    }
