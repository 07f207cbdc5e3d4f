"""The compose files: read by what reads them, and as tight as their first lines say."""

import re
import shlex
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from dockerfile_parse import DockerfileParser

import quotebot
from quotebot.settings import Settings, variable
from quotebot.store.urls import PostgresUrl, locate
from tests.deploy.tools import (
    COMPOSE_FILES,
    DEPLOY,
    DOCKERFILE,
    ROOT,
    YAMLLINT,
    run_tool,
)

ALONE, POSTGRES = COMPOSE_FILES
SECRETS = "/run/secrets/"
every_file = pytest.mark.parametrize("path", COMPOSE_FILES, ids=lambda path: path.name)


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def services() -> dict[str, Any]:
    """Each service as the file that brings it in has it."""
    return {**read(POSTGRES)["services"], **read(ALONE)["services"]}


every_service = pytest.mark.parametrize("name", services())


@pytest.mark.slow
@every_file
def test_it_has_the_form_of_the_compose_specification(path: Path) -> None:
    run_tool("check-jsonschema", "--builtin-schema", "vendor.compose-spec", path)


@pytest.mark.slow
@every_file
def test_yamllint_finds_nothing(path: Path) -> None:
    run_tool("yamllint", "--strict", "--config-data", YAMLLINT, path)


@pytest.mark.slow
@pytest.mark.parametrize("files", [(ALONE,), (ALONE, POSTGRES)], ids=["alone", "with PostgreSQL"])
def test_compose_itself_reads_it(files: tuple[Path, ...]) -> None:
    commands = [found for found in (compose_of_docker(), compose_alone()) if found]
    if not commands:
        pytest.skip("no Compose v2 is there: docs.docker.com/compose/install says how to get it")
    named = [argument for file in files for argument in ("--file", str(file))]
    subprocess.run([*commands[0], *named, "config", "--quiet"], check=True, timeout=60)  # noqa: S603


def compose_of_docker() -> list[str] | None:
    command = ["docker", "compose"]
    return command if shutil.which("docker") and version_of(command) else None


def compose_alone() -> list[str] | None:
    command = ["docker-compose"]
    is_there = shutil.which("docker-compose") and not version_of(command).startswith("1.")
    return command if is_there else None


def version_of(command: list[str]) -> str:
    outcome = subprocess.run(  # noqa: S603 - one of the two above
        [*command, "version", "--short"], capture_output=True, text=True, timeout=60, check=False
    )
    return outcome.stdout.strip().removeprefix("v")


@every_service
def test_a_service_can_do_no_more_than_it_must(name: str) -> None:
    service = services()[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["init"] is True
    assert all(int(part) > 0 for part in service["user"].split(":"))
    assert not {"cap_add", "privileged", "ports", "network_mode", "pid", "devices"} & set(service)
    for mount in service["tmpfs"]:
        assert {"noexec", "nosuid", "nodev"} <= set(re.split("[:,]", mount))


@every_service
def test_a_service_cannot_use_up_the_machine(name: str) -> None:
    service = services()[name]
    assert service["mem_limit"] == "512m"
    assert 0 < service["pids_limit"] <= 256
    assert set(service["logging"]["options"]) == {"max-size", "max-file"}
    assert all("size=" in mount for mount in service["tmpfs"])


@every_service
def test_a_service_is_watched_and_given_time_to_stop(name: str) -> None:
    service = services()[name]
    assert service["healthcheck"]["test"][0] == "CMD"
    assert {"interval", "timeout", "retries", "start_period"} <= set(service["healthcheck"])
    assert service["stop_grace_period"]
    assert service["restart"] == "unless-stopped"


@every_service
def test_an_image_is_named_with_its_release_and_without_a_registry(name: str) -> None:
    image, tag = services()[name]["image"].split(":")
    assert "/" not in image
    assert tag != "latest"
    assert tag[0].isdigit()


def test_it_is_the_image_of_this_checkout() -> None:
    service = services()["quotebot"]
    assert service["image"] == f"quotebot:{quotebot.__version__}"
    built = service["build"]
    assert (DEPLOY / built["context"]).resolve() == ROOT
    assert (ROOT / built["dockerfile"]) == DOCKERFILE


def test_it_is_the_user_and_the_health_check_of_the_image() -> None:
    parser = DockerfileParser(fileobj=BytesIO(DOCKERFILE.read_bytes()))
    last = {each["instruction"]: each["value"] for each in parser.structure}
    service = services()["quotebot"]
    assert service["user"] == last["USER"]
    quoted = ", ".join(f'"{word}"' for word in service["healthcheck"]["test"][1:])
    assert last["HEALTHCHECK"].endswith(f"CMD [{quoted}]")
    assert service["volumes"] == [f"data:{last['VOLUME']}"]


@every_file
def test_each_secret_is_a_file_that_is_declared_and_used(path: Path) -> None:
    document = read(path)
    declared = document["secrets"]
    used = {name for each in document["services"].values() for name in each.get("secrets", [])}
    assert used == set(declared)
    assert declared == {name: {"file": f"./secrets/{name}"} for name in declared}
    pointed_at = {
        value.removeprefix(SECRETS)
        for each in document["services"].values()
        for name, value in each["environment"].items()
        if name.endswith("_FILE")
    }
    assert pointed_at == used


@every_file
def test_a_secret_stands_in_no_variable(path: Path) -> None:
    for service in read(path)["services"].values():
        for name, value in service["environment"].items():
            if any(word in name for word in ("TOKEN", "PASSWORD", "DATABASE")):
                assert name.endswith("_FILE")
                assert value.startswith(SECRETS)


def test_the_bot_is_given_only_settings_that_it_has() -> None:
    known = {variable(field) for field in Settings.model_fields}
    for path in COMPOSE_FILES:
        given = read(path)["services"]["quotebot"]["environment"]
        assert {name.removesuffix("_FILE") for name in given} <= known


def test_slacks_tokens_are_there_to_be_uncommented() -> None:
    text = ALONE.read_text("utf-8")
    document = yaml.safe_load(re.sub(r"# (?=(- )?(slack_|SLACK_)|  file:)", "", text))
    tokens = {"discord_token", "slack_bot_token", "slack_app_token"}
    service = document["services"]["quotebot"]
    assert set(service["secrets"]) == set(document["secrets"]) == tokens
    assert {name.removesuffix("_FILE").lower() for name in service["environment"]} == tokens


def test_the_database_can_be_reached_from_the_bot_alone() -> None:
    document = read(POSTGRES)
    assert document["networks"] == {"database": {"internal": True}}
    assert document["services"]["postgres"]["networks"] == ["database"]
    assert document["services"]["quotebot"]["depends_on"] == {
        "postgres": {"condition": "service_healthy"}
    }


def test_the_url_that_the_first_lines_have_one_write_names_that_database() -> None:
    lines = POSTGRES.read_text("utf-8").splitlines()
    line = next(line for line in lines if line.endswith("> secrets/database_url"))
    url = shlex.split(line.removeprefix("#"))[2].replace("$password", "0123abcd")
    found = locate(url)
    assert isinstance(found, PostgresUrl)
    postgres = read(POSTGRES)["services"]["postgres"]
    assert found.url.host == "postgres"
    assert found.url.database == postgres["environment"]["POSTGRES_DB"]
    assert found.url.username == postgres["environment"]["POSTGRES_USER"]
    assert found.url.password == "0123abcd"


def test_what_the_first_lines_have_one_write_is_not_committed() -> None:
    assert "secrets/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
