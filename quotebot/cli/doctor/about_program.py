"""Checks of the program itself: Python, what it is built on, time zones, and where it runs."""

import importlib.metadata
import os
import platform
import re
import zoneinfo
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import quotebot
from quotebot.cli.doctor.findings import Finding, failed, ok, warning

_OLDEST_ZONES: Final = 2  # years: in that time some country changes its clocks, and says so late
_ROOT: Final = 0


def version() -> Finding:
    return ok(
        f"quotebot {quotebot.__version__} on Python {platform.python_version()}"
        f" ({platform.python_implementation()}, {platform.system()} {platform.machine()})"
    )


def packages() -> Finding:
    try:
        wanted = sorted({*_required("quotebot")})
    except importlib.metadata.PackageNotFoundError:
        return warning(
            "quotebot is not installed, it runs from its source: versions cannot be told",
            "install it: make install, or pip install .",
        )
    there, missing = {}, []
    for name in wanted:
        try:
            there[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        return failed(
            f"not installed: {', '.join(missing)}",
            "install quotebot anew, with what it needs: make install, or pip install quotebot",
        )
    return ok(", ".join(f"{name} {number}" for name, number in there.items()))


def _required(distribution: str) -> Iterator[str]:
    """The names of what it needs here; what is for an extra or another machine is left out."""
    for requirement in importlib.metadata.requires(distribution) or ():
        wanted, _, condition = requirement.partition(";")
        if not condition:
            yield re.split(r"[^\w.-]", wanted, maxsplit=1)[0]


def time_zones(now: datetime, folders: tuple[str, ...] = zoneinfo.TZPATH) -> Finding:
    """Which zones there are: the system's come first, and tzdata's where it has none."""
    number = len(zoneinfo.available_timezones())
    if not number:
        return failed(
            "there are no time zones: no daily quote can be set up",
            "install the package tzdata: pip install tzdata",
        )
    origin, release = _release(folders)
    told = f"{number} time zones, release {release or 'unknown'} ({origin})"
    if release and now.year - int(release[:4]) >= _OLDEST_ZONES:
        return warning(
            f"{told}: clocks may have changed since somewhere",
            "update tzdata, of the system or by pip install --upgrade tzdata",
        )
    return ok(told)


def _release(folders: tuple[str, ...]) -> tuple[str, str | None]:
    """Where they come from, and of which release they are, as "2025b"."""
    for folder in map(Path, folders):
        for name, pattern in (("tzdata.zi", r"# version (\d{4}\w+)"), ("+VERSION", r"(\d{4}\w+)")):
            file = folder / name
            if file.is_file() and (found := re.match(pattern, file.read_text()[:80])):
                return "the system's", found[1]
    if any(Path(folder, "UTC").is_file() for folder in folders):
        return "the system's", None
    try:
        number = importlib.metadata.version("tzdata")  # 2025.2 is 2025b
    except importlib.metadata.PackageNotFoundError:
        return "unknown", None
    year, _, part = number.partition(".")
    letter = chr(ord("a") + int(part) - 1) if part.isdigit() and 1 <= int(part) <= 26 else ""
    return "the package tzdata", f"{year}{letter}"


def machine(root: Path = Path("/")) -> Finding:
    """In a container or not, with which rights."""
    told = ["in a container" if _is_container(root) else "in no container"]
    user = os.geteuid() if hasattr(os, "geteuid") else None
    if user is not None:
        told.append(f"user {user}")
    if _is_read_only(root):
        told.append("the root file system is read-only")
    if (most := _memory_limit(root)) is not None:
        told.append(f"memory limit {most // 2**20} MiB")
    words = ", ".join(told)
    if user == _ROOT:
        return warning(
            f"{words}: it runs as root, with rights that it needs for nothing",
            "run it as a user of its own: see deploy/ for a unit, an image and manifests",
        )
    return ok(words)


def _is_container(root: Path) -> bool:
    marks = (".dockerenv", "run/.containerenv", "var/run/secrets/kubernetes.io")
    return any((root / mark).exists() for mark in marks)


def _is_read_only(root: Path) -> bool:
    return hasattr(os, "statvfs") and bool(os.statvfs(root).f_flag & os.ST_RDONLY)


def _memory_limit(root: Path) -> int | None:
    try:
        told = (root / "sys/fs/cgroup/memory.max").read_text().strip()
    except OSError:
        return None
    return int(told) if told.isdigit() else None
