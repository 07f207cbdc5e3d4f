"""Reads INDEX.yaml, which says of source texts where their authors' own words stand in them."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from quotebot.core.errors import LibraryError
from quotebot.curation.codes import Code
from quotebot.curation.decoding import decode
from quotebot.curation.files import QuoteFile, read_bytes
from quotebot.curation.parsers import explain, parser_of
from quotebot.curation.problems import FileProblems, GaveUp, Mark, quoted
from quotebot.curation.slugs import is_slug
from quotebot.curation.verifying.plain_text import Lines
from quotebot.curation.verifying.tree import Fields, Items, Node, Scalar, read_tree

INDEX: Final = "INDEX.yaml"
_LINE: Final = r"([1-9][0-9]{0,8})"
_RANGE: Final = re.compile(rf"{_LINE}(?:-{_LINE})?")
_NOTHING: Final = ("", "~", "null")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody whose words a text holds, and the lines that hold them."""

    name: str
    lines: tuple[Lines, ...]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What the index says of a text; without speakers all of the body is in one voice."""

    body_from_line: int = 1
    speakers: tuple[Speaker, ...] = ()


def read_index(folder: Path) -> Mapping[str, IndexEntry]:
    """The entries by slug, none where there is no index; raises LibraryError with all problems."""
    path = folder / INDEX
    if not path.exists():
        return {}
    problems = FileProblems(path)
    entries: dict[str, IndexEntry] = {}
    text = ""
    try:
        text = decode(read_bytes(QuoteFile(path, path.resolve()), problems), problems)
        entries = _Index(problems).entries(read_tree(parser_of(text), problems))
    except yaml.YAMLError as error:
        with suppress(GaveUp):
            for mark, code, message in explain(error, text):
                problems.add(mark, code, message)
    except GaveUp:
        pass
    if problems.found:
        raise LibraryError([str(problem) for problem in problems.found])
    return entries


class _Index:
    """Looks at the few fields that are needed here, and leaves all others alone."""

    def __init__(self, problems: FileProblems) -> None:
        self._problems = problems

    def entries(self, root: Node) -> dict[str, IndexEntry]:
        entries: dict[str, IndexEntry] = {}
        sources = root.nodes.get("sources") if isinstance(root, Fields) else None
        if sources is None:
            self._report(root.mark, "the file must start with `sources:`")
            return entries
        for fields in self._mappings("sources", sources):
            slug = self._text("slug", fields)
            if not slug:
                continue
            if not is_slug(slug.value):
                self._report(
                    slug.mark,
                    f"{quoted(slug.value)} is no slug: write words of a-z and 0-9 joined by "
                    "single hyphens, as in the name of the text",
                )
            elif slug.value in entries:
                self._report(slug.mark, f"{slug.value} stands here already: keep one")
            else:
                entries[slug.value] = self._entry(fields)
        return entries

    def _entry(self, fields: Fields) -> IndexEntry:
        speakers = self._given("speakers", fields)
        return IndexEntry(
            self._line(self._given("body_from_line", fields)),
            () if speakers is None else tuple(self._speakers(speakers)),
        )

    def _speakers(self, node: Node) -> Iterator[Speaker]:
        for fields in self._mappings("speakers", node):
            name, lines = self._text("name", fields), self._text("lines", fields)
            if name and lines:
                yield Speaker(name.value, tuple(self._ranges(lines)))

    def _ranges(self, lines: Scalar) -> Iterator[Lines]:
        for part in lines.value.split(","):
            found = _RANGE.fullmatch(part.strip())
            first, last = found.groups() if found else ("1", "0")
            if int(last or first) < int(first):
                self._report(
                    lines.mark, f'`lines` is {quoted(lines.value)}: write it as in "20, 51-53"'
                )
                return
            yield Lines(int(first), int(last or first))

    def _line(self, node: Node | None) -> int:
        if node is None:
            return 1
        if isinstance(node, Scalar) and re.fullmatch(_LINE, node.value):
            return int(node.value)
        self._report(node.mark, "`body_from_line` must be the number of a line, from 1 up")
        return 1

    def _text(self, name: str, fields: Fields) -> Scalar | None:
        node = self._given(name, fields)
        if isinstance(node, Scalar):
            return node
        where: Mark = fields.mark if node is None else node.mark
        self._report(where, f"an entry has no `{name}` in words: add `{name}: ...`")
        return None

    def _given(self, name: str, fields: Fields) -> Node | None:
        """The value of the field, unless it says that there is none."""
        node = fields.nodes.get(name)
        return None if isinstance(node, Scalar) and node.value in _NOTHING else node

    def _mappings(self, name: str, node: Node) -> Iterator[Fields]:
        if not isinstance(node, Items):
            self._report(node.mark, f"`{name}` must be a list: start each item with `- `")
            return
        for item in node.nodes:
            if isinstance(item, Fields):
                yield item
            else:
                self._report(item.mark, f"an item of `{name}` must have fields")

    def _report(self, mark: Mark, message: str) -> None:
        self._problems.add(mark, Code.FIELD_KIND, message)
