"""The wheel: the same bytes wherever and whenever it is built, with the quotes and no more."""

import csv
import email
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.message import Message
from pathlib import Path

import pytest

import quotebot
from tests.deploy.tools import ROOT, WHEEL_SOURCES

pytestmark = pytest.mark.slow
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LEFT_BEHIND = ("__pycache__/stray.cpython-311.pyc", "quotebot.db", ".env", ".DS_Store")


def checkout(folder: Path, *, umask: int, modified: float) -> Path:
    """A copy of what the wheel is made of, as another machine would have it."""
    for name in sorted(WHEEL_SOURCES | {".gitignore"}):
        source = ROOT / name
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    for path in [folder, *folder.rglob("*")]:
        path.chmod((0o777 if path.is_dir() else 0o666) & ~umask)
        os.utime(path, (modified, modified))
    return folder


def build(project: Path, target: str = "wheel", *, umask: int = 0o022, seed: str = "0") -> Path:
    """Build as pip does, by the backend that pyproject.toml names."""
    made = project / "made"
    subprocess.run(  # noqa: S603 - the build backend
        [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(made)],
        cwd=project,
        env={"PATH": os.environ["PATH"], "PYTHONHASHSEED": seed, "TZ": f"UTC-{seed}"},
        umask=umask,
        check=True,
        capture_output=True,
        timeout=60,
    )
    (file,) = made.iterdir()
    return file


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = checkout(tmp_path_factory.mktemp("one") / "a", umask=0o022, modified=1e9)
    return build(project)


def test_another_directory_umask_time_and_zone_give_the_same_bytes(
    wheel: Path, tmp_path: Path
) -> None:
    other = checkout(tmp_path / "a longer name", umask=0o077, modified=1.7e9)
    for name in LEFT_BEHIND:
        (other / "quotebot" / name).parent.mkdir(exist_ok=True)
        (other / "quotebot" / name).write_bytes(b"left behind")
    again = build(other, umask=0o077, seed="7")
    assert again.name == wheel.name == f"quotebot-{quotebot.__version__}-py3-none-any.whl"
    assert again.read_bytes() == wheel.read_bytes()


def test_the_source_archive_is_the_same_bytes_and_builds_the_same_wheel(
    wheel: Path, tmp_path: Path
) -> None:
    one = build(checkout(tmp_path / "a", umask=0o022, modified=1.6e9), "sdist")
    other = checkout(tmp_path / "b", umask=0o077, modified=1.5e9)
    assert build(other, "sdist", umask=0o077, seed="7").read_bytes() == one.read_bytes()
    with tarfile.open(one) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    assert build(unpacked).read_bytes() == wheel.read_bytes()


def test_it_carries_the_quotes_byte_for_byte(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for path in sorted((ROOT / "quotes").iterdir()):
            assert archive.read(f"quotebot/library/{path.name}") == path.read_bytes()


def test_it_carries_the_package_its_licences_and_nothing_else(wheel: Path) -> None:
    info = f"quotebot-{quotebot.__version__}.dist-info"
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"quotebot/py.typed", "quotebot/__main__.py"} <= names
    shared = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"].get("shared-data", {})
    data = f"quotebot-{quotebot.__version__}.data"
    assert {name for name in names if name.startswith(data)} == {
        f"{data}/data/{place}" for place in shared.values()
    }
    assert {name.split("/")[0] for name in names} - {data} == {"quotebot", info}
    licences = {name for name in names if name.startswith(f"{info}/licenses/")}
    assert licences == {f"{info}/licenses/LICENSE", f"{info}/licenses/quotes/LICENSE"}
    ends = {name.rsplit(".", 1)[-1] for name in names if name.startswith("quotebot/")}
    assert not ends & {"pyc", "db", "sock", "env", "DS_Store"}


def test_each_file_is_listed_with_its_hash(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (record,) = [name for name in archive.namelist() if name.endswith("/RECORD")]
        rows = list(csv.reader(io.TextIOWrapper(archive.open(record), "utf-8")))
        assert {row[0] for row in rows} == set(archive.namelist())
    assert all(digest.startswith("sha256=") for name, digest, _ in rows if name != record)


def test_it_brings_two_extras_and_one_program(wheel: Path) -> None:
    told = metadata(wheel, "METADATA")
    assert told.get_all("Provides-Extra") == ["opentelemetry", "postgres"]
    assert set(told.get_all("Provides-Extra") or ()) == set(
        PROJECT["project"]["optional-dependencies"]
    )
    assert told["Requires-Python"] == ">=3.11"
    assert told["License-Expression"] == "MIT AND CC0-1.0"
    with zipfile.ZipFile(wheel) as archive:
        points = archive.read(f"quotebot-{quotebot.__version__}.dist-info/entry_points.txt")
    assert points.decode().splitlines() == [
        "[console_scripts]",
        "quotebot = quotebot.__main__:main",
    ]


def metadata(wheel: Path, name: str) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        data = archive.read(f"quotebot-{quotebot.__version__}.dist-info/{name}")
    return email.message_from_bytes(data)
