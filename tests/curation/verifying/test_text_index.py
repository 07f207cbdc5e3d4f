"""INDEX.yaml: what is read of it, and what is said of a strange one."""

import sys
from pathlib import Path

import pytest

from quotebot.core.errors import LibraryError
from quotebot.curation.verifying.plain_text import Lines
from quotebot.curation.verifying.source_texts import source_texts
from quotebot.curation.verifying.text_index import IndexEntry, Speaker, read_index


def index(folder: Path, text: str | bytes) -> Path:
    (folder / "INDEX.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def test_it_may_be_missing(tmp_path: Path) -> None:
    assert read_index(tmp_path) == {}


def test_lines_and_speakers_are_read_and_all_else_is_left_alone(tmp_path: Path) -> None:
    text = """\
# made by hand
sources:
- slug: an-essay
  year: 1859
  translator: null
  body_from_line: 118
  fetched_from: {site: [one, two], at: 2020-01-01}
- slug: a-talk
  body_from_line:
  speakers:
  - {name: Ann (who asks), lines: "1-13, 20,51-53", note: first}
  - name: Bo
    lines: 21
- {slug: a-letter, speakers: }
"""
    assert read_index(index(tmp_path, text)) == {
        "an-essay": IndexEntry(118),
        "a-talk": IndexEntry(
            1,
            (
                Speaker("Ann (who asks)", (Lines(1, 13), Lines(20, 20), Lines(51, 53))),
                Speaker("Bo", (Lines(21, 21),)),
            ),
        ),
        "a-letter": IndexEntry(),
    }


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "1:1: is empty"),
        ("one: 1", "1:1: the file must start with `sources:`"),
        ("- one", "1:1: the file must start with `sources:`"),
        ("sources: words", "1:10: `sources` must be a list"),
        ("sources: [words]", "1:11: an item of `sources` must have fields"),
        ("sources: [{year: 1}]", "1:11: an entry has no `slug` in words"),
        ("sources: [{slug: [a]}]", "1:18: an entry has no `slug` in words"),
        ("sources: [{slug: ../etc/passwd}]", '1:18: "../etc/passwd" is no slug'),
        ("sources: [{slug: a}, {slug: a}]", "1:29: a stands here already"),
        ("sources: [{slug: a, slug: b}]", '1:21: "slug" stands twice here'),
        ("sources: [{slug: a, body_from_line: 0}]", "1:37: `body_from_line` must be the number"),
        ("sources: [{slug: a, body_from_line: top}]", "1:37: `body_from_line` must be the number"),
        ("sources: [{slug: a, body_from_line: [1]}]", "1:37: `body_from_line` must be the number"),
        ("sources: [{slug: a, speakers: Ann}]", "1:31: `speakers` must be a list"),
        ("sources: [{slug: a, speakers: [Ann]}]", "1:32: an item of `speakers` must have fields"),
        ("sources: [{slug: a, speakers: [{name: Ann}]}]", "1:32: an entry has no `lines` in words"),
        ("sources: [{slug: a, speakers: [{lines: 1}]}]", "1:32: an entry has no `name` in words"),
        (
            "sources: [{slug: a, speakers: [{name: Ann, lines: 9-1}]}]",
            '1:51: `lines` is "9-1": write it as in "20, 51-53"',
        ),
        (
            'sources: [{slug: a, speakers: [{name: Ann, lines: "1, x"}]}]',
            '1:51: `lines` is "1, x": write it as in "20, 51-53"',
        ),
        ("sources: [{slug: !!python/name:os.system a}]", "1:18: tag"),
        ("sources: &all [{slug: a, note: *all}]", "alias"),
        ("sources: [{slug: a, [b]: c}]", "1:21: the name of a field must be a word"),
        ("sources: [{slug: a}]\n---\nmore", "2:1: a second document starts here"),
        ("sources: [{slug: a", "2:1: did not find expected"),
        ("sources: [{slug: \x07}]", "1:18: U+0007"),
        (b"sources: [{slug: caf\xe9}]", "1:21: not UTF-8"),
    ],
)
def test_a_strange_one_is_refused_with_the_place(
    tmp_path: Path, text: str | bytes, problem: str
) -> None:
    with pytest.raises(LibraryError) as raised:
        read_index(index(tmp_path, text))
    message = str(raised.value).replace(f"{tmp_path}/", "")
    assert f"INDEX.yaml:{problem}" in message or ("alias" in problem and problem in message)


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    text = "sources: [{slug: A}, {slug: b, body_from_line: 0}]"
    with pytest.raises(LibraryError) as raised:
        read_index(index(tmp_path, text))
    assert len(raised.value.problems) == 2


@pytest.mark.parametrize("text", ["[" * 100_000, "sources: " + "[" * 100_000, "{a: " * 100_000])
def test_a_deep_one_does_not_overflow_the_stack(tmp_path: Path, text: str) -> None:
    assert sys.getrecursionlimit() < 100_000
    with pytest.raises(LibraryError, match="in one another"):
        read_index(index(tmp_path, text))


def test_a_merge_bomb_is_refused_at_once(tmp_path: Path) -> None:
    bomb = "a: &a [x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(20)
    )
    with pytest.raises(LibraryError, match="alias"):
        read_index(index(tmp_path, bomb))


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "texts").write_text("")
    with pytest.raises(LibraryError, match="is not a folder of source texts"):
        source_texts(tmp_path / "texts")
