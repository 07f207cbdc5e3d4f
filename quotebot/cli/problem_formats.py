"""The problems of quote files as people read them, as programs do, and as GitHub annotates them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from quotebot.curation.codes import Severity
from quotebot.curation.problems import Problem, printable

JSON_VERSION = 1  # grows when a field of the JSON goes or changes its meaning, not when one comes


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked, and what was found, in the order of the places."""

    quotes: int
    problems: Sequence[Problem]

    def count(self, severity: Severity) -> int:
        return sum(problem.severity is severity for problem in self.problems)

    @property
    def summary(self) -> str:
        errors, warnings = self.count(Severity.ERROR), self.count(Severity.WARNING)
        return (
            f"{_counted(self.quotes, 'quote')} checked:"
            f" {_counted(errors, 'error')}, {_counted(warnings, 'warning')}"
        )


def lines(report: Report, form: Format) -> Iterator[str]:
    match form:
        case Format.TEXT:
            yield from map(str, report.problems)
        case Format.JSON:
            yield _json(report)
        case Format.GITHUB:
            yield from map(_annotation, report.problems)
        case _:
            assert_never(form)


def _json(report: Report) -> str:
    found = {
        "version": JSON_VERSION,
        "quotes": report.quotes,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "problems": [
            {
                "path": printable(str(problem.path)),
                "line": problem.line,
                "column": problem.column,
                "severity": problem.severity,
                "rule": problem.code,
                "message": problem.message,
                "docs": f"docs/checks.md#{problem.code}",
            }
            for problem in report.problems
        ],
    }
    return json.dumps(found, indent=2)


def _annotation(problem: Problem) -> str:
    """A workflow command of GitHub Actions."""
    properties = {
        "file": printable(str(problem.path)),
        "line": str(problem.line),
        "col": str(problem.column),
        "title": problem.code,
    }
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{problem.severity} {said}::{_data(problem.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
