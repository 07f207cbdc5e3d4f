"""Source texts in a directory, searched word for word for what is quoted from them."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

SAME_MARKS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "—", "―": "—", "_": None})
LONGEST_OMISSION = 1000
"""Characters that an ellipsis may stand for before its two parts no longer belong together."""


def plain(text: str) -> str:
    """The words alone: white space, italics marks, quotation marks and dashes no longer differ."""
    return " ".join(text.translate(SAME_MARKS).replace("--", "—").split())


def stands_in(quoted: str, passage: str) -> bool:
    """Whether plain words stand in a plain passage.

    An ellipsis is either in the passage too, or stands for something left out of it.
    """
    parts = [re.escape(part.strip()) for part in quoted.split("…")]
    abridged = rf"\W.{{1,{LONGEST_OMISSION}}}?".join(parts)
    return any(
        re.search(rf"(?<!\w)(?:{words})(?!\w)", passage) for words in (re.escape(quoted), abridged)
    )


@dataclass(frozen=True, slots=True)
class SourceText:
    """One text; lines count from 1, and the author's own words begin at `body_from_line`."""

    lines: list[str]
    body_from_line: int
    lines_of_speakers: dict[str, str]
    """What the index says of who speaks where: a name and "20, 51-53"; empty for a single voice."""

    def says(self, author: str, quoted: str) -> bool:
        return any(stands_in(plain(quoted), passage) for passage in self._passages(author))

    def _passages(self, author: str) -> list[str]:
        if not self.lines_of_speakers:
            return [self._passage(self.body_from_line, len(self.lines))]
        spoken = [
            lines for name, lines in self.lines_of_speakers.items() if name.split(" (")[0] == author
        ]
        spans = [span.split("-") for lines in spoken for span in lines.split(", ")]
        return [self._passage(int(span[0]), int(span[-1])) for span in spans]

    def _passage(self, first: int, last: int) -> str:
        return plain("\n".join(self.lines[first - 1 : last]))


def read_text(directory: Path, slug: str) -> SourceText:
    entry = _index(directory).get(slug, {})
    return SourceText(
        lines=(directory / f"{slug}.txt").read_text(encoding="utf-8").split("\n"),
        body_from_line=entry.get("body_from_line", 1),
        lines_of_speakers={
            speaker["name"]: str(speaker["lines"]) for speaker in entry.get("speakers", [])
        },
    )


@cache
def _index(directory: Path) -> dict[str, dict[str, Any]]:
    """The entries of INDEX.yaml by slug; empty where the directory has no index."""
    path = directory / "INDEX.yaml"
    if not path.exists():
        return {}
    index = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {entry["slug"]: entry for entry in index["sources"]}
