"""The image, built and run for real: with no rights at all it answers, is healthy, and stops."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

import quotebot
from tests.deploy.engines import Engine, NoEngine, engine
from tests.deploy.tools import DOCKERFILE, ROOT

pytestmark = pytest.mark.slow
IMAGE = "quotebot:under-test"
HARDENED = (
    *("--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"),
    *("--network", "none", "--tmpfs", "/tmp:rw,noexec,nosuid,nodev,size=16m"),
)
OWN_QUOTES = """\
source:
  title: Walden
  author: Henry David Thoreau
  year: "1854"
quotes:
  - id: mounted
    text: Things do not change; we change.
    topics: [change]
    where: Conclusion
"""


@pytest.fixture(scope="module")
def built() -> Iterator[Engine]:
    """An engine that has built the image."""
    try:
        with engine() as found:
            options = ("--tag", IMAGE, "--file", str(DOCKERFILE))
            found.ask("build", *found.to_build, *options, str(ROOT), within=900)
            yield found
            found.ask("rmi", "--force", IMAGE)
    except NoEngine as reason:
        pytest.skip(str(reason))


def config(built: Engine) -> Any:
    (image,) = json.loads(built.ask("inspect", "--type", "image", IMAGE).stdout)
    return {"Healthcheck": image.get("Healthcheck")} | image["Config"]  # podman has it outside


def run_once(
    built: Engine, *command: str, options: tuple[str, ...] = (), ok: bool = True
) -> CompletedProcess[str]:
    """How a container ended that does only this, and what it wrote."""
    hardened = (*built.to_run, *HARDENED, *options)
    return built.ask("run", "--rm", *hardened, IMAGE, *command, ok=ok)


def in_a_shell(built: Engine, script: str) -> str:
    options = (*built.to_run, *HARDENED, "--entrypoint", "sh")
    return built.ask("run", "--rm", *options, IMAGE, "-c", script).stdout


@contextmanager
def sandbox(built: Engine) -> Iterator[str]:
    """The name of a container in which the sandbox runs, with nothing on its standard input."""
    name = "quotebot-under-test"
    options = ("--detach", "--name", name, *built.to_run, *HARDENED)
    built.ask("run", *options, IMAGE, "sandbox")
    try:
        yield name
    finally:
        built.ask("rm", "--force", "--volumes", name, ok=False)


def state(built: Engine, name: str) -> Any:
    (container,) = json.loads(built.ask("inspect", "--type", "container", name).stdout)
    return container["State"]


def is_up(built: Engine, name: str) -> bool:
    """Whether process 1 is the bot, on both platforms: it listens for them on loopback."""
    counted = built.ask("exec", name, "grep", "-c", " 0A ", "/proc/1/net/tcp", ok=False)
    return counted.stdout.strip().isdigit() and int(counted.stdout) >= 2


def wait_for(what: str, there: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < deadline, f"{what} did not come within {seconds:g} s"
        time.sleep(0.2)


def test_it_tells_an_engine_how_it_is_run(built: Engine) -> None:
    told = config(built)
    assert told["User"] == "10001:10001"
    assert told["WorkingDir"] == "/data"
    assert set(told["Volumes"]) == {"/data"}
    assert told["Entrypoint"] == ["quotebot"]
    assert told["Cmd"] == ["run"]
    assert told["StopSignal"] in {"SIGTERM", "15"}
    health = told["Healthcheck"]
    assert health["Test"] == ["CMD", "quotebot", "healthcheck"]
    assert health["Interval"] + health["Timeout"] < health["StartPeriod"]
    assert told["Labels"]["org.opencontainers.image.version"] == quotebot.__version__


def test_it_answers_with_no_rights_at_all(built: Engine) -> None:
    assert f"version {quotebot.__version__}" in run_once(built, "--version").stdout
    assert "0 errors, 0 warnings" in run_once(built, "check").stderr
    assert "“" in run_once(built, "ask", "progress").stdout


def test_it_holds_what_both_extras_bring_and_nothing_that_builds(built: Engine) -> None:
    found = in_a_shell(
        built,
        "python -c 'import psycopg, opentelemetry.sdk' && echo extras;"
        " for name in gcc cc c++ clang make ld git; do command -v $name; done;"
        " for name in pip hatchling pytest; do"
        '   python -c "import $name" 2>/dev/null && echo $name; done; true',
    )
    assert found == "extras\n"


def test_only_its_own_directory_can_be_written(built: Engine) -> None:
    found = in_a_shell(
        built,
        "for place in / /quotes /opt/quotebot /opt/quotebot/bin /usr/bin /etc /data; do"
        "   touch $place/written 2>/dev/null && echo $place; done; true",
    )
    assert found == "/data\n"


def test_quotes_that_are_mounted_take_the_place_of_the_shipped_ones(
    built: Engine, tmp_path: Path
) -> None:
    quotes = tmp_path / "quotes"
    quotes.mkdir()
    for file in ("topics.yaml", "people.yaml"):
        (quotes / file).write_bytes((ROOT / "quotes" / file).read_bytes())
    (quotes / "walden.yaml").write_text(OWN_QUOTES, "utf-8")
    quotes.chmod(0o755)  # it belongs to somebody else than the bot
    mounted = ("--volume", f"{quotes}:/quotes:ro")
    assert "Things do not change" in run_once(built, "ask", "change", options=mounted).stdout


def test_without_a_token_it_says_so_and_ends_with_78(built: Engine) -> None:
    ended = run_once(built, "run", ok=False)
    assert ended.returncode == 78
    assert "No token is set: set DISCORD_TOKEN" in ended.stderr


def test_the_running_sandbox_has_no_rights_and_ends_well_on_sigterm(built: Engine) -> None:
    with sandbox(built) as name:
        wait_for("the sandbox", lambda: is_up(built, name), 30)
        lines = built.ask("exec", name, "cat", "/proc/1/status").stdout.splitlines()
        status = dict(line.split(":\t", 1) for line in lines)
        assert status["Uid"].split() == ["10001"] * 4
        assert int(status["CapEff"], 16) == int(status["CapBnd"], 16) == 0
        assert status["NoNewPrivs"] == "1"
        assert status["Seccomp"] == "2"
        began = time.monotonic()
        built.ask("stop", "--time", "20", name)
        assert time.monotonic() - began < 15
        assert state(built, name)["ExitCode"] == 0


def test_the_sandbox_is_healthy_before_its_start_period_ends(built: Engine) -> None:
    start_period = config(built)["Healthcheck"]["StartPeriod"] / 1e9

    def is_healthy() -> bool:
        if built.to_look:
            built.ask(*built.to_look, name, ok=False)
        return bool(state(built, name)["Health"]["Status"] == "healthy")

    with sandbox(built) as name:
        wait_for("health", is_healthy, start_period)
