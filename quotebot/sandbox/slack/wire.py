"""What goes over the wire: JSON objects, and Slack's way of refusing one."""

from collections.abc import Mapping, Sequence
from typing import Any

Payload = dict[str, Any]


class Refused(Exception):  # noqa: N818 - it names what Slack did
    """Slack answers `{"ok": false, "error": code}`; `problems` tells developers where and why."""

    status = 200

    def __init__(
        self,
        code: str,
        *,
        problems: Sequence[str] = (),
        details: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.problems = tuple(problems)
        self.details = dict(details or {})

    @property
    def headers(self) -> Mapping[str, str]:
        return {}

    def answer(self) -> Payload:
        """The body of the answer, problems in both places where Slack puts them."""
        body: Payload = {"ok": False, "error": self.code, **self.details}
        if self.problems:
            body["errors"] = list(self.problems)
            body["response_metadata"] = {"messages": [f"[ERROR] {p}" for p in self.problems]}
        return body


class TooManyCalls(Refused):
    """Slack answers 429 and asks to be left alone for so many seconds."""

    status = 429

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after

    @property
    def headers(self) -> Mapping[str, str]:
        return {"Retry-After": str(self.retry_after)}
