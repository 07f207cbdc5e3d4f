"""What a check is, and what it can find."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Status(StrEnum):
    OK = "ok"
    WARNING = "warning"  # it works, or will again by itself; somebody should look
    FAILED = "failed"  # it does not work until somebody does something
    SKIPPED = "skipped"  # there was nothing to look at, or no way to look


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, in a line; `fix` are ways to put it right, each enough by itself."""

    status: Status
    result: str
    fix: tuple[str, ...] = ()


def ok(result: str) -> Finding:
    return Finding(Status.OK, result)


def warning(result: str, fix: str, *others: str) -> Finding:
    return Finding(Status.WARNING, result, (fix, *others))


def failed(result: str, fix: str, *others: str) -> Finding:
    return Finding(Status.FAILED, result, (fix, *others))


def skipped(result: str) -> Finding:
    return Finding(Status.SKIPPED, result)


@dataclass(frozen=True, slots=True)
class Check(Generic[T]):
    """One look at what it is given; its `name` begins with its group and is never changed."""

    name: str
    label: str
    look: Callable[[T], Awaitable[Finding]]

    @property
    def group(self) -> str:
        return self.name.partition(".")[0]
