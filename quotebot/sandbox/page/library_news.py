"""What became of the quote files when they were last read anew, for curators to see."""

from collections.abc import Callable, Sequence
from datetime import datetime

from quotebot.sandbox.slack.wire import Payload


class LibraryNews:
    """`changed` names the quotes that are new or differ from before, `problems` what is wrong."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._last: Payload | None = None

    def state(self) -> Payload | None:
        return self._last

    def replaced(self, quotes: int, changed: Sequence[str]) -> None:
        self._note(quotes=quotes, changed=list(changed), problems=[])

    def kept(self, problems: Sequence[str]) -> None:
        self._note(quotes=None, changed=[], problems=list(problems))

    def _note(self, **news: object) -> None:
        self._last = {"at": self._now().isoformat(), **news}
