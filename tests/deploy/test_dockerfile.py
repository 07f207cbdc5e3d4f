"""The Dockerfile: linted, and held against what an image that is run for real must promise."""

import json
import shlex
from functools import cache
from io import BytesIO
from typing import TypedDict

import pytest
from dockerfile_parse import DockerfileParser

import quotebot
from quotebot.settings.values import BUILTIN
from tests.deploy.tools import DOCKERFILE, ROOT, WHEEL_SOURCES, run_checkov, run_tool


class Instruction(TypedDict):
    instruction: str
    value: str


@cache
def parsed() -> DockerfileParser:
    return DockerfileParser(fileobj=BytesIO(DOCKERFILE.read_bytes()))


def instructions() -> list[Instruction]:
    return [each for each in parsed().structure if each["instruction"] != "COMMENT"]


def last_stage() -> list[Instruction]:
    every = instructions()
    start = max(at for at, each in enumerate(every) if each["instruction"] == "FROM")
    return every[start:]


def the_only(name: str) -> str:
    """What stands after an instruction that the last stage has once."""
    (value,) = [each["value"] for each in last_stage() if each["instruction"] == name]
    return value


def copied_from_the_checkout() -> set[str]:
    found = set()
    for each in instructions():
        words = shlex.split(each["value"])
        if each["instruction"] == "COPY" and not words[0].startswith("--from="):
            found.update(words[:-1])
    return found


@pytest.mark.slow
def test_hadolint_finds_nothing() -> None:
    run_tool("hadolint", "--failure-threshold", "style", DOCKERFILE)


@pytest.mark.slow
def test_checkov_finds_nothing_in_it() -> None:
    run_checkov("dockerfile", DOCKERFILE)


def test_every_stage_starts_from_one_slim_image_of_a_certain_release() -> None:
    assert set(parsed().parent_images) == {"python:3.13-slim-trixie"}
    assert len(parsed().parent_images) == 2
    assert parsed().labels["org.opencontainers.image.base.name"] == parsed().baseimage


def test_the_last_stage_installs_nothing_and_copies_no_build_tools() -> None:
    for each in last_stage():
        assert each["instruction"] != "ADD"
        words = shlex.split(each["value"]) if each["instruction"] == "RUN" else []
        assert not {"pip", "apt-get", "apt", "make", "gcc", "cc", "uv"} & set(words)
    copied = [each["value"] for each in last_stage() if each["instruction"] == "COPY"]
    assert copied == ["--from=build /opt/quotebot /opt/quotebot", "quotes /quotes"]


def test_whatever_is_installed_is_pinned_by_its_hash_or_is_the_wheel() -> None:
    text = " ".join(each["value"] for each in instructions() if each["instruction"] == "RUN")
    installs = [part for part in text.split("&&") if " install" in part and "pip" in part]
    assert len(installs) == 3
    for install in installs:
        words = shlex.split(install)
        assert "--require-hashes" in words or {"--no-index", "/dist/*.whl"} <= set(words)


def test_it_runs_as_a_numeric_user_who_is_not_root() -> None:
    user, group = map(int, the_only("USER").split(":"))
    assert user > 10_000
    assert group > 10_000


def test_it_is_started_stopped_and_asked_for_its_health_without_a_shell() -> None:
    assert json.loads(the_only("ENTRYPOINT")) == ["quotebot"]
    assert json.loads(the_only("CMD")) == ["run"]
    _, command = the_only("HEALTHCHECK").split(" CMD ")
    assert json.loads(command) == ["quotebot", "healthcheck"]
    assert the_only("STOPSIGNAL") == "SIGTERM"


def test_only_the_working_directory_is_to_be_written() -> None:
    assert the_only("WORKDIR") == the_only("VOLUME") == "/data"


def test_the_shipped_quotes_give_way_to_what_is_mounted_over_them() -> None:
    assert parsed().envs["QUOTEBOT_QUOTES"] == "/quotes"
    assert BUILTIN not in parsed().envs["QUOTEBOT_QUOTES"]


def test_the_labels_tell_the_version_of_this_checkout() -> None:
    assert parsed().labels["org.opencontainers.image.version"] == quotebot.__version__
    assert parsed().labels["org.opencontainers.image.licenses"] == "MIT AND CC0-1.0"


def test_no_registry_is_named() -> None:
    assert all("/" not in image for image in parsed().parent_images)


def test_what_is_sent_to_the_builder_is_named_file_by_file() -> None:
    """So a .env, a database or a token beside the sources never gets into an image."""
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    sent = {rule[1:] for rule in rules if rule.startswith("!")}
    assert sent == {
        *("LICENSE", "README.md", "pyproject.toml", "quotebot", "quotes"),
        *("requirements-build.lock", "requirements-image.lock"),
        *("deploy/slack-manifest.yaml", "docs/quotebot.1"),
    }
    assert sent >= WHEEL_SOURCES
    assert copied_from_the_checkout() <= sent | {"."}
    assert rules[-1] == "**/.*"
