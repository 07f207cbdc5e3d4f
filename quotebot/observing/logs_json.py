"""The log for programs: one JSON object a line."""

import json
import logging

from quotebot.observing.logs_entry import Discretion, Value


class JsonLines(logging.Formatter):
    """All ASCII: whatever a message holds, it ends no line and steers no terminal."""

    def __init__(self, discretion: Discretion) -> None:
        super().__init__()
        self._discretion = discretion

    def format(self, record: logging.LogRecord) -> str:
        entry = self._discretion.entry(record)
        line: dict[str, Value] = {
            "ts": entry.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": logging.getLevelName(entry.level).lower(),
            "event": entry.event,
            "message": entry.sentence,
            **entry.fields,
        }
        if entry.trace:
            line["traceback"] = entry.trace
        return json.dumps(line)
