"""Whoever follows deploy/README.md gets there: its blocks are run as they stand, by a shell.

What cannot run here is stood in for by programs that only write down how they were called: docker,
kubectl, systemctl, sudo, make and pip. What they would do is tested beside this, for real.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.cli.machine import DISCORD_TOKEN
from tests.deploy.test_systemd import UNIT
from tests.deploy.tools import DEPLOY, DOCKERFILE, ROOT
from tests.documented_commands import blocks

PAGE = (DEPLOY / "README.md").read_text("utf-8")
SECTIONS = dict(part.split("\n", 1) for part in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:])
ONLY_WRITTEN_DOWN = ("docker", "kubectl", "systemctl", "journalctl", "make", "pip")
WRITES_DOWN = '#!/bin/sh\nprintf "%s\\n" "$(basename "$0") $*" >> "$CALLED"\n'
IS_ROOT = '#!/bin/sh\nexec "$@"\n'
MAKES_AN_ENVIRONMENT = (
    '#!/bin/sh\nmkdir -p "$3/bin" && cp "$SHIMS/pip" "$SHIMS/quotebot" "$3/bin"\n'
)
ANSWERS = """\
#!/bin/sh
printf "quotebot %s\\n" "$*" >> "$CALLED"
[ "$1" = init ] || exit 0
exec {python} -m quotebot "$@" --no-prompt --discord-token-file "$TOKEN"
"""


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of a checkout and of a machine; `called` are the programs that stood in."""

    checkout: Path
    machine: Path
    called: list[str]


def shown(section: str) -> list[str]:
    return blocks(SECTIONS[section], {"sh"})


def follow(folder: Path, *typed: str) -> Followed:
    """Type these blocks; a token is pasted wherever one is waited for."""
    checkout, machine, shims = folder / "checkout", folder / "machine", folder / "shims"
    shutil.copytree(DEPLOY, checkout / "deploy")
    (machine / "var/lib/quotebot").mkdir(parents=True)
    _stand_ins(shims)
    (checkout / ".venv/bin").mkdir(parents=True)
    shutil.copy(shims / "quotebot", checkout / ".venv/bin")
    (folder / "token").write_text(f"{DISCORD_TOKEN}\n")
    script = re.sub(r"(?<![\w./])/(etc|opt|var)/", rf"{machine}/\1/", "\n".join(typed))
    typing = subprocess.run(  # noqa: S603 - from our own page
        ["bash", "-euc", script],  # noqa: S607
        cwd=checkout,
        env={
            "PATH": f"{shims}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "SHIMS": str(shims),
            "CALLED": str(folder / "called"),
            "TOKEN": str(folder / "token"),
        },
        input=f"{DISCORD_TOKEN}\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert typing.returncode == 0, f"{script}\n{typing.stdout}{typing.stderr}"
    called = (folder / "called").read_text("utf-8").replace(str(machine), "")
    return Followed(checkout, machine, called.splitlines())


def _stand_ins(folder: Path) -> None:
    folder.mkdir()
    programs = {
        **dict.fromkeys(ONLY_WRITTEN_DOWN, WRITES_DOWN),
        "sudo": IS_ROOT,
        "python3": MAKES_AN_ENVIRONMENT,
        "quotebot": ANSWERS.format(python=shlex.quote(sys.executable)),
    }
    for name, text in programs.items():
        (folder / name).write_text(text, "utf-8")
        (folder / name).chmod(0o755)


def test_the_table_leads_to_every_section_but_the_last() -> None:
    targets = [title.lower().replace(" ", "-") for title in SECTIONS]
    assert re.findall(r"\]\(#([\w-]+)\) \|$", PAGE, re.MULTILINE) == targets[:-1]


@pytest.mark.parametrize("section", [title for title in SECTIONS if shown(title)])
def test_three_commands_are_enough(section: str) -> None:
    block = shown(section)[0].replace("\\\n", " ").replace("&&\n", "&& ")
    assert len(block.splitlines()) == 3


def test_on_a_laptop(tmp_path: Path) -> None:
    followed = follow(tmp_path, *shown("Laptop"))
    assert followed.called == ["make install", "quotebot init", "make run"]
    env = followed.checkout / ".env"
    assert f"DISCORD_TOKEN={DISCORD_TOKEN}" in env.read_text("utf-8")
    assert env.stat().st_mode & 0o077 == 0


def test_with_docker(tmp_path: Path) -> None:
    followed = follow(tmp_path, *shown("Docker"))
    built, run = (shlex.split(call) for call in followed.called)
    assert followed.checkout / built[built.index("--file") + 1] == (
        followed.checkout / DOCKERFILE.relative_to(ROOT)
    )
    assert built[built.index("--tag") + 1] == run[-1] == "quotebot"
    assert {"--read-only", "--init", "no-new-privileges", "ALL", "quotebot:/data"} <= set(run)
    (mounted,) = (word for word in run if word.endswith(":ro"))
    source, target, _ = mounted.split(":")
    assert Path(source).read_text("utf-8") == f"{DISCORD_TOKEN}\n"
    assert f"DISCORD_TOKEN_FILE={target}" in run


def test_with_compose(tmp_path: Path) -> None:
    followed = follow(tmp_path, *shown("Compose"))
    assert followed.called == ["docker compose up --detach --build --wait"]
    assert_secrets_are_there(followed, "compose.yaml")


def test_with_compose_and_postgresql(tmp_path: Path) -> None:
    two, _ = shown("Compose")[0].rsplit("docker", 1)
    followed = follow(tmp_path, two, *shown("Compose with PostgreSQL"))
    (call,) = followed.called
    files = re.findall(r"--file (\S+)", call)
    assert files == ["compose.yaml", "compose.postgres.yaml"]
    for name in files:
        assert_secrets_are_there(followed, name)


def assert_secrets_are_there(followed: Followed, compose_file: str) -> None:
    folder = followed.checkout / "deploy"
    declared = yaml.safe_load((folder / compose_file).read_text("utf-8"))["secrets"]
    for secret in declared.values():
        assert (folder / secret["file"]).read_text("utf-8").strip()
    assert (folder / "secrets").stat().st_mode & 0o077 == 0


def test_with_systemd(tmp_path: Path) -> None:
    installing, looking = shown("systemd")
    followed = follow(tmp_path, installing, looking)
    assert followed.called == [
        "pip install .[postgres]",
        "quotebot init --output credentials --directory /etc/quotebot",
        "systemctl enable --now quotebot",
        "systemctl status quotebot",
        "journalctl --unit quotebot",
        "quotebot healthcheck --ready",
        "systemctl reload quotebot",
    ]
    units = followed.machine / "etc/systemd/system"
    assert (units / UNIT.name).read_bytes() == UNIT.read_bytes()
    (drop_in,) = (units / f"{UNIT.name}.d").iterdir()
    (loaded,) = re.findall(r"^LoadCredential=\w+:(.+)$", drop_in.read_text("utf-8"), re.MULTILINE)
    credential = followed.machine / loaded.removeprefix("/")
    assert credential.read_text("utf-8") == f"{DISCORD_TOKEN}\n"
    assert credential.stat().st_mode & 0o077 == 0


def test_with_kubernetes(tmp_path: Path) -> None:
    followed = follow(tmp_path, *shown("Kubernetes"))
    _, namespace, secret, applied = followed.called
    document = yaml.safe_load((followed.checkout / namespace.split()[-1]).read_text("utf-8"))
    assert document["metadata"]["name"] in secret.split()
    example = yaml.safe_load((DEPLOY / "kubernetes/secret.example.yaml").read_text("utf-8"))
    files = {path.name for path in (followed.checkout / "credentials").iterdir()}
    assert files == {"discord_token"}
    assert files <= set(example["stringData"])
    assert secret == (
        f"kubectl create secret generic {example['metadata']['name']}"
        f" --namespace {example['metadata']['namespace']} --from-file=credentials"
    )
    assert (followed.checkout / applied.split()[-1] / "kustomization.yaml").exists()


def test_every_component_is_told_of() -> None:
    told = re.findall(r"^\| \[(\w+)\]\(kubernetes/components/\1/", PAGE, re.MULTILINE)
    assert sorted(told) == sorted(
        path.name for path in (DEPLOY / "kubernetes/components").iterdir()
    )
