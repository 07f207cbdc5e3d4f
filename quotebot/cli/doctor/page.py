"""What was found, as lines for people and as JSON to attach to a report."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from string import ascii_lowercase
from typing import Any, Final

import click

import quotebot
from quotebot.cli.doctor.case import Patient
from quotebot.cli.doctor.catalogue import GROUPS
from quotebot.cli.doctor.findings import Check, Finding, Status
from quotebot.cli.logs import one_line

Found = tuple[Check[Patient], Finding]

_COLOURS: Final = {
    Status.OK: "green",
    Status.WARNING: "yellow",
    Status.FAILED: "red",
    Status.SKIPPED: "bright_black",
}
_MARK_WIDTH: Final = max(map(len, Status))
_FIX: Final = "To fix this: "


def lines_of(found: Sequence[Found]) -> Iterator[str]:
    """Each group under its heading, and how many there were of what, in the end."""
    for number, (group, of_group) in enumerate(groupby(found, lambda each: each[0].group)):
        yield from [""] * (number > 0)
        yield click.style(GROUPS[group], bold=True)
        for check, finding in of_group:
            yield from _lines(check, finding)
    counts = _counts(found)
    yield ""
    yield ", ".join(f"{counts[status]} {status}" for status in Status)


def _lines(check: Check[Patient], finding: Finding) -> Iterator[str]:
    """The check in a line, and what to do in one each; whatever they hold steers no terminal."""
    status = finding.status
    mark = click.style(f"{status:{_MARK_WIDTH}}", fg=_COLOURS[status])
    yield f"  {mark}  {check.label}: {one_line(finding.result)}"
    before = " " * (_MARK_WIDTH + 4)
    several = len(finding.fix) > 1
    for letter, way in zip(ascii_lowercase, finding.fix, strict=False):
        word = _FIX if letter == "a" else " " * len(_FIX)
        yield f"{before}{word}{f'{letter}) ' if several else ''}{one_line(way)}"


def _counts(found: Sequence[Found]) -> Mapping[Status, int]:
    counts = Counter(finding.status for _, finding in found)
    return {status: counts[status] for status in Status}


def as_dictionary(found: Sequence[Found]) -> dict[str, Any]:
    return {
        "quotebot": quotebot.__version__,
        "checks": [
            {
                "group": check.group,
                "name": check.name,
                "label": check.label,
                "status": str(finding.status),
                "result": finding.result,
                "fix": list(finding.fix),
            }
            for check, finding in found
        ],
        "summary": {str(status): count for status, count in _counts(found).items()},
    }
