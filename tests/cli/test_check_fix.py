"""`quotebot check --fix`: what happens to the files."""

import json
import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quotebot.cli import main
from tests.curation.library import quote, quote_file, write


def check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments])


def test_it_says_what_it_put_right_and_checks_what_came_out() -> None:
    write(Path(), a_work=quote_file(quote(author="No", text='" Words. "', topics="[]")))
    result = check("--fix", ".")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        'a-work.yaml:4:11: fixed: removed white space around "Words."',
        'a-work.yaml:7:13: fixed: put "No" in quotation marks',
        "a-work.yaml:5:13: `topics` is an empty list: write at least one [list-empty]",
    ]
    assert result.stderr == "0 quotes checked: 1 error, 0 warnings, 2 fixed\n"
    written = quote_file(quote(author='"No"', text='"Words."', topics="[]"))
    assert Path("a-work.yaml").read_text() == written


def test_what_is_put_right_is_no_problem_any_more() -> None:
    write(Path(), a_work=quote_file(quote(author="No", text='" Words. "')))
    before = check(".")
    assert before.exit_code == 1
    assert before.stderr == "0 quotes checked: 1 error, 1 warning; --fix puts 2 of them right\n"
    assert check("--fix", ".").exit_code == 0
    result = check("--fix", ".")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 quote checked: 0 errors, 0 warnings, 0 fixed\n"


def test_a_sound_file_is_not_even_written_again() -> None:
    write(Path(), a_work=quote_file(quote()))
    before = Path("a-work.yaml").stat()
    check("--fix", ".")
    assert Path("a-work.yaml").stat() == before


def test_byte_order_mark_line_ends_comments_and_mode_stay() -> None:
    content = "\ufeff# no: 1 \r\n" + quote_file(quote(author="No")).replace("\n", "\r\n")
    write(Path(), a_work=content)
    Path("a-work.yaml").chmod(0o640)
    check("--fix", "a-work.yaml")
    assert Path("a-work.yaml").read_bytes().decode() == content.replace(" No", ' "No"')
    assert stat.S_IMODE(Path("a-work.yaml").stat().st_mode) == 0o640
    assert [path.name for path in Path().iterdir()] == ["a-work.yaml"]


def test_a_link_stays_a_link() -> None:
    Path("..2026").mkdir()
    write(Path("..2026"), a_work=quote_file(quote(author="No")))
    Path("a-work.yaml").symlink_to("..2026/a-work.yaml")
    check("--fix", ".")
    assert Path("a-work.yaml").is_symlink()
    assert '"No"' in Path("..2026/a-work.yaml").read_text()


@pytest.mark.parametrize(
    "content", [b"a: [No  ", b"a: No\x97", b"a: No\n%", "a: No".encode("utf-16")]
)
def test_a_file_that_cannot_be_read_as_yaml_stays_as_it_is(content: bytes) -> None:
    write(Path(), a_work=content)
    assert check("--fix", ".").exit_code == 1
    assert Path("a-work.yaml").read_bytes() == content


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """As on a full disk."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


def test_a_file_that_cannot_be_written_is_an_error_and_stays_as_it_was() -> None:
    content = quote_file(quote(author="No"))
    write(Path(), a_work=content)
    with no_file_larger_than(len(content) // 2):
        result = check("--fix", ".")
    assert result.exit_code == 1
    assert (
        "a-work.yaml:1:1: is not fixed: a-work.yaml cannot be written (File too large)"
        in result.stdout
    )
    assert "1 error, 1 warning, 0 fixed" in result.stderr
    assert Path("a-work.yaml").read_text() == content
    assert [path.name for path in Path().iterdir()] == ["a-work.yaml"]


def test_without_paths_nothing_is_fixed() -> None:
    result = check("--fix")
    assert result.exit_code == 2
    assert "name those that it may change" in result.stderr


def test_json_and_annotations_tell_what_was_put_right() -> None:
    write(Path(), a_work=quote_file(quote(author="No")))
    [fixed] = json.loads(check("--fix", "--format=json", ".").stdout)["fixed"]
    assert fixed == {
        "path": "a-work.yaml",
        "line": 7,
        "column": 13,
        "message": 'put "No" in quotation marks',
    }
    write(Path(), a_work=quote_file(quote(author="No")))
    assert check("--fix", "--format=github", ".").stdout == (
        '::notice file=a-work.yaml,line=7,col=13,title=fixed::put "No" in quotation marks\n'
    )
