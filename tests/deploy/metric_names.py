"""Which metrics an expression of Prometheus reads, and which there are."""

import re
from typing import Final

from tests.deploy.tools import ROOT

PAGE: Final = ROOT / "docs/metrics.md"  # which its own test holds against the code
# Those of every Prometheus client on Linux, and the one that Prometheus writes itself.
OF_ALL: Final = {
    "up",
    "process_max_fds",
    "process_open_fds",
    "process_resident_memory_bytes",
    "process_start_time_seconds",
}
_OF_A_HISTOGRAM: Final = ("_bucket", "_count", "_sum")


def read_by(expression: str) -> set[str]:
    """The names of the metrics, a histogram's as docs/metrics.md has it."""
    names = set(re.findall(r"\b(?:up|quotebot_\w+|process_\w+)\b(?!\s*=(?!=))", expression))
    return {_without_ending(name) for name in names}


def _without_ending(name: str) -> str:
    for ending in _OF_A_HISTOGRAM:
        name = name.removesuffix(ending)
    return name


def outcomes_in(expression: str) -> set[str]:
    """The values of the label outcome that are asked for."""
    found = re.findall(r'outcome=~?"([^"]+)"', expression)
    return {value for each in found for value in each.split("|")}


def documented() -> set[str]:
    text = PAGE.read_text("utf-8")
    return set(re.findall(r"^\| `(quotebot_\w+)` \|", text, re.MULTILINE)) | OF_ALL


def documented_outcomes() -> set[str]:
    rows = re.findall(r"^\| `outcome` of a \w+ \| (.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    return {value for row in rows for value in re.findall(r"`([\w-]+)`", row)}
