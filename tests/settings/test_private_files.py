"""What is written into .env, and that nobody else can read it."""

import os
import stat
from io import StringIO
from pathlib import Path

import pytest
from dotenv import dotenv_values
from hypothesis import given
from hypothesis import strategies as st

from quotebot.core.errors import OperatorError, SettingsError
from quotebot.settings.private_files import make_private, with_values, write_private
from tests.cli.machine import BOT_TOKEN, DISCORD_TOKEN

ENV = Path(".env")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "DISCORD_TOKEN=new\n"),
        ("# mine\nA=1", "# mine\nA=1\nDISCORD_TOKEN=new\n"),
        ("A=1\r\n# b\r\n", "A=1\r\n# b\r\nDISCORD_TOKEN=new\n"),
        ("A=1\n\n\nDISCORD_TOKEN='old' # c\nB=2\n", "A=1\n\n\nDISCORD_TOKEN=new\nB=2\n"),
        ("export DISCORD_TOKEN=old\nB=2\n", "export DISCORD_TOKEN=new\nB=2\n"),
        ("discord_token=old\nDISCORD_TOKEN=older\nB=2\n", "DISCORD_TOKEN=new\nB=2\n"),
        ("DISCORD_TOKEN_FILE=x\nB=2\n", "DISCORD_TOKEN=new\nB=2\n"),
        ("DISCORD_TOKEN=old", "DISCORD_TOKEN=new\n"),
        ("#DISCORD_TOKEN=\n", "#DISCORD_TOKEN=\nDISCORD_TOKEN=new\n"),
    ],
)
def test_a_value_is_set_and_all_else_stays(before: str, after: str) -> None:
    assert with_values(before, ENV, {"DISCORD_TOKEN": "new"}) == after
    assert with_values(after, ENV, {"DISCORD_TOKEN": "new"}) == after


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_what_is_written_is_read_as_it_was_or_refused(value: str) -> None:
    try:
        text = with_values("A=1\nX=0\nB=2\n", ENV, {"X": value})
    except SettingsError as error:
        assert str(error).startswith("X has signs that mean something else")  # noqa: PT017
        assert "$" in value or "\\" in value or "\r" in value
    else:
        assert dotenv_values(stream=StringIO(text)) == {"A": "1", "X": value, "B": "2"}


def test_a_password_that_dotenv_would_fill_in_is_refused_without_being_shown() -> None:
    with pytest.raises(SettingsError) as refused:
        with_values("", ENV, {"QUOTEBOT_DATABASE": "postgresql://me:${canary}@host/db"})
    assert "canary" not in str(refused.value)
    assert "QUOTEBOT_DATABASE_FILE" in str(refused.value)


def test_a_text_that_is_no_env_file_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"\.env, line 2 is not NAME=value"):
        with_values(f"A=1\n{DISCORD_TOKEN}\n", ENV, {"SLACK_BOT_TOKEN": BOT_TOKEN})


def test_a_file_is_written_for_its_owner_alone_whatever_it_was_before() -> None:
    path = Path("new/folder/secret")
    write_private(path, "one\r\n")
    assert (path.read_bytes(), mode(path), mode(path.parent)) == (b"one\r\n", 0o600, 0o700)
    path.chmod(0o666)
    write_private(path, "two")
    assert (path.read_bytes(), mode(path)) == (b"two", 0o600)
    assert list(path.parent.iterdir()) == [path]


def test_a_link_stays_a_link() -> None:
    Path("secret").touch()
    ENV.symlink_to("secret")
    write_private(ENV, "x")
    assert ENV.is_symlink()
    assert Path("secret").read_text() == "x"


def test_a_file_that_cannot_be_written_leaves_nothing_behind() -> None:
    Path("folder").mkdir()
    with pytest.raises(OperatorError, match=r"^folder cannot be written \(Is a directory\)$"):
        write_private(Path("folder"), "x")
    assert [path.name for path in Path().iterdir()] == ["folder"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away: run as root")
def test_the_file_of_somebody_else_stays_theirs() -> None:
    ENV.touch()
    os.chown(ENV, 1234, 1234)
    write_private(ENV, "x")
    assert (ENV.stat().st_uid, ENV.stat().st_gid, mode(ENV)) == (1234, 1234, 0o600)


def test_a_file_is_made_private_once() -> None:
    ENV.touch()
    ENV.chmod(0o640)
    assert make_private(ENV)
    assert mode(ENV) == 0o600
    assert not make_private(ENV)
    ENV.chmod(0o400)
    assert not make_private(ENV)
