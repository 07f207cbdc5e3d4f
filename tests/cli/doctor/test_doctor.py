"""`quotebot doctor` as a whole: what it prints, what it never prints, and how it ends."""

import json
from pathlib import Path

import pytest

from quotebot.cli.doctor.catalogue import CHECKS, GROUPS
from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.slack import LoopbackSlack
from tests.cli.canaries import APP, BOT, DISCORD, SONG
from tests.cli.doctor.looking import doctor, kept, report
from tests.cli.doctor.test_schedule import plan


async def test_a_newcomer_sees_every_check_and_what_to_do_first() -> None:
    result = await doctor()
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert [line for line in lines if line in GROUPS.values()] == list(GROUPS.values())
    labels = [line[11:].partition(":")[0] for line in lines if line[:2] == "  " and line[2] != " "]
    assert labels == [check.label for check in CHECKS]
    assert "           To fix this: a) set it up with questions: quotebot init" in lines
    assert any(line.startswith("                        b) try it") for line in lines)
    assert lines[-1].endswith(" skipped")
    assert "1 failed" in lines[-1]
    assert result.stderr == ""


async def test_offline_with_all_in_place_nothing_fails(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", DISCORD)
    await kept(database)
    result = await doctor("--offline")
    assert result.exit_code == 0, result.stdout
    assert "0 failed" in result.stdout


async def test_json_has_a_stable_shape() -> None:
    result = await doctor("--json", "--offline")
    document = json.loads(result.stdout)
    assert list(document) == ["quotebot", "checks", "summary"]
    assert [each["name"] for each in document["checks"]] == [check.name for check in CHECKS]
    assert all(
        list(each) == ["group", "name", "label", "status", "result", "fix"]
        for each in document["checks"]
    )
    assert sum(document["summary"].values()) == len(CHECKS)
    assert result.exit_code == 1


@pytest.mark.parametrize("directory", ["/", "/nonexistent/somebody"])
async def test_a_home_that_is_no_directory_of_a_person_changes_nothing(
    directory: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", directory)
    found = await report("--offline")
    assert found["settings.tokens"]["fix"][0].endswith("quotebot init")
    assert "can be written in /" in found["database.writable"]["result"]


async def test_wrong_usage_ends_with_2() -> None:
    assert (await doctor("--ofline")).exit_code == 2
    assert (await doctor("--timeout", "0")).exit_code == 2


async def test_json_holds_no_id_and_no_home(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with LoopbackDiscord() as discord:
        monkeypatch.setenv("DISCORD_TOKEN", discord.token)
        monkeypatch.setenv("QUOTEBOT_DISCORD_API", discord.api_url)
        await kept(database, plan("09:00", "UTC", channel="1100000000000000555"))
        printed = (await doctor()).stdout
        found = await report()
    assert "1100000000000000555" in printed
    assert str(tmp_path) in printed
    assert "the channel #" in found["discord.channels"]["result"]
    assert "110000000000000" not in json.dumps(found)
    assert str(tmp_path) not in json.dumps(found)
    assert found["database.reachable"]["result"] == "~/quotebot.db can be read"


SECRETS = {
    "DISCORD_TOKEN": DISCORD,
    "SLACK_BOT_TOKEN": BOT,
    "SLACK_APP_TOKEN": APP,
    "HTTPS_PROXY": f"http://me:{SONG}@127.0.0.1:1",
}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"DISCORD_TOKEN": f"Bot {DISCORD}"},
        {"DISCORD_TOKEN": BOT, "SLACK_BOT_TOKEN": DISCORD},
        {"QUOTEBOT_QUOTES": DISCORD},
        {"QUOTEBOT_SLACK_ADMINS": BOT},
        {"DISCORD_TOKEN_FILE": DISCORD},
        {"QUOTEBOT_DATABASE": f"postgresql://quotebot:{SONG}@127.0.0.1:1/quotebot"},
        {"QUOTEBOT_DATABASE": f"sqlite://{SONG}:{SONG}@/x"},
        {"QUOTEBOT_DISCORD_API": f"http://me:{SONG}@127.0.0.1:1"},
        {"QUOTEBOT_SLACK_API": f"https://me:{SONG}@127.0.0.1:1/"},
        {"HTTPS_PROXY": f"socks5://me:{SONG}@127.0.0.1:1"},
        {"SLACK_TOKEN": BOT},
    ],
)
async def test_no_secret_is_ever_printed(
    changes: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (SECRETS | changes).items():
        monkeypatch.setenv(name, value)
    # Nobody is there, and the internet is not to be reached.
    for name in ("QUOTEBOT_DISCORD_API", "QUOTEBOT_SLACK_API"):
        if name not in changes:
            monkeypatch.setenv(name, "http://127.0.0.1:1/")
    monkeypatch.setenv("QUOTEBOT_LOG_LEVEL", "debug")
    for arguments in ((), ("--json",)):
        result = await doctor(*arguments)
        assert result.exit_code in {0, 1}
        assert SONG not in result.output.casefold()


async def test_no_secret_is_printed_when_both_platforms_refuse_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with (
        LoopbackDiscord(token="a.b.c") as discord,
        LoopbackSlack(bot_token="xoxb-1", app_token="xapp-1") as slack,
    ):
        addresses = {"QUOTEBOT_DISCORD_API": discord.api_url, "QUOTEBOT_SLACK_API": slack.api_url}
        for name, value in (SECRETS | addresses).items():
            monkeypatch.setenv(name, value)
        result = await doctor()
    assert result.exit_code == 1
    assert "Discord does not know this token" in result.stdout
    assert "Slack refuses SLACK_BOT_TOKEN" in result.stdout
    assert SONG not in result.output.casefold()
