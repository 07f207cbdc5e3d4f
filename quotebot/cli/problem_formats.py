"""The problems of quote files as people read them, as programs do, and as GitHub annotates them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from quotebot.curation.codes import Severity
from quotebot.curation.problems import Problem, printable
from quotebot.curation.rewriting import FIXABLE, Fixed

JSON_VERSION = 1  # grows when a field of the JSON goes or changes its meaning, not when one comes


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


@dataclass(frozen=True, slots=True)
class Report:
    """What was put right, what was checked then, and what was found, in the order of the places.

    `fixed` is None when nothing was to be put right.
    """

    quotes: int
    problems: Sequence[Problem]
    fixed: Sequence[Fixed] | None = None

    def count(self, severity: Severity) -> int:
        return sum(problem.severity is severity for problem in self.problems)

    @property
    def summary(self) -> str:
        errors, warnings = self.count(Severity.ERROR), self.count(Severity.WARNING)
        checked = f"{_counted(self.quotes, 'quote')} checked:"
        found = f"{_counted(errors, 'error')}, {_counted(warnings, 'warning')}"
        if self.fixed is not None:
            return f"{checked} {found}, {len(self.fixed)} fixed"
        fixable = sum(problem.code in FIXABLE for problem in self.problems)
        return f"{checked} {found}" + (f"; --fix puts {fixable} of them right" if fixable else "")


def lines(report: Report, form: Format) -> Iterator[str]:
    match form:
        case Format.TEXT:
            yield from map(str, report.fixed or ())
            yield from map(str, report.problems)
        case Format.JSON:
            yield _json(report)
        case Format.GITHUB:
            for fixed in report.fixed or ():
                yield _annotation("notice", "fixed", fixed)
            for problem in report.problems:
                yield _annotation(problem.severity, problem.code, problem)
        case _:
            assert_never(form)


def _json(report: Report) -> str:
    found = {
        "version": JSON_VERSION,
        "quotes": report.quotes,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "problems": [
            _placed(problem)
            | {
                "severity": problem.severity,
                "rule": problem.code,
                "docs": f"docs/checks.md#{problem.code}",
            }
            for problem in report.problems
        ],
        "fixed": [_placed(each) for each in report.fixed or ()],
    }
    return json.dumps(found, indent=2)


def _placed(said: Problem | Fixed) -> dict[str, str | int]:
    return {
        "path": printable(str(said.path)),
        "line": said.line,
        "column": said.column,
        "message": said.message,
    }


def _annotation(command: str, title: str, said: Problem | Fixed) -> str:
    """A workflow command of GitHub Actions."""
    properties = {
        "file": printable(str(said.path)),
        "line": str(said.line),
        "col": str(said.column),
        "title": title,
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{command} {listed}::{_data(said.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
