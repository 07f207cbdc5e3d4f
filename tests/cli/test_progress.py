"""A sign for what takes long: a bar where somebody looks, lines elsewhere."""

import ast
import threading
from io import StringIO
from pathlib import Path

import pytest

import quotebot.cli
from quotebot.cli import progress as module
from quotebot.cli.progress import Progress, Sign, progress
from quotebot.settings.surroundings import plain_wanted

CLI = Path(quotebot.cli.__file__).parent
SLOW = {
    "read": "reads quote files",
    "load": "reads quote files",
    "open_library": "reads quote files",
    "addition": "reads them as they will be",
    "offline_desk": "reads quote files",
    "ask_to_reload": "waits for the bot",
    "all_plans": "waits for the database",
    "wanted_plans": "waits for the database",
    "reserved": "reads quote files",
    "statistics": "looks at every quote",
    "verify_work": "looks for every quote",
    "status": "counts in the database",
    "problems": "looks at every row",
    "back_up": "copies the database",
    "dump": "copies the database",
    "prepared": "copies the database",
    "_migrate": "changes the tables",
}
MODULES_WITH_SLOW_WORK = {"inspecting", "soundness", "sqlite_copies", "postgres_dump", "formats"}


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def written(stream: StringIO, seconds_each: float, *, plain: bool = False, of: int = 10) -> str:
    """What is written about so many steps, each of which takes so long."""
    work = Progress("Looking")
    sign = Sign(work, stream, plain=plain)
    for number, _ in enumerate(work.each(range(of))):
        sign.look(number * seconds_each)
    sign.close()
    return stream.getvalue()


def test_what_takes_long_shows_a_bar_to_its_end_on_a_terminal() -> None:
    bar = written(Terminal(), seconds_each=0.5)
    assert "Looking" in bar
    assert "  50%" in bar or " 50%" in bar
    assert "100%" in bar
    assert bar.endswith("\n")


@pytest.mark.parametrize("stream", [Terminal(), StringIO()])
def test_what_is_quick_shows_nothing(stream: StringIO) -> None:
    assert written(stream, seconds_each=0.1) == ""


def test_a_file_or_a_pipe_gets_a_line_now_and_then() -> None:
    lines = written(StringIO(), seconds_each=2.5, of=10).splitlines()
    assert lines == ["Looking: 10 % after 2 seconds", "Looking: 50 % after 12 seconds",
                     "Looking: 90 % after 22 seconds"]  # fmt: skip


def test_a_terminal_that_wants_it_plain_gets_lines_and_no_character_that_steers_it() -> None:
    lines = written(Terminal(), seconds_each=2.5, plain=True).splitlines()
    assert lines[0] == "Looking: 10 % after 2 seconds"
    assert all(line.isprintable() for line in lines)


@pytest.mark.parametrize(
    ("variables", "plain"),
    [
        ({}, False),
        ({"TERM": "xterm"}, False),
        ({"TERM": "dumb"}, True),
        ({"NO_COLOR": "1"}, True),
        ({"NO_COLOR": ""}, False),
    ],
)
def test_the_environment_says_whether_it_is_to_be_plain(
    variables: dict[str, str], plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert plain_wanted() is plain


@pytest.mark.parametrize("stream", [Terminal(), StringIO()])
def test_work_of_unknown_length_is_shown_too(stream: StringIO) -> None:
    work = Progress("Waiting")
    sign = Sign(work, stream, plain=False)
    for seconds in range(4):
        sign.look(seconds)
    sign.close()
    assert "Waiting" in stream.getvalue()
    assert "%" not in stream.getvalue()


def test_each_part_of_the_work_has_a_bar_of_its_own() -> None:
    work = Progress("Reading")
    stream = Terminal()
    sign = Sign(work, stream, plain=False)
    sign.look(3)
    for part in ("Reading", "Comparing"):
        for _ in work.each(range(2), part):
            sign.look(4)
    sign.close()
    assert stream.getvalue().count("\n") == 3
    assert "Comparing" in stream.getvalue().splitlines()[-1]


def test_the_sign_is_given_while_the_work_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.0)
    monkeypatch.setattr(module, "_BETWEEN_LOOKS", 0.001)
    written = threading.Event()

    class Stream(StringIO):
        def write(self, text: str) -> int:
            written.set()
            return super().write(text)

    stream = Stream()
    with progress("Working", stream):
        assert written.wait(30)
    assert stream.getvalue().startswith("Working: 0 seconds so far\n")


def test_nothing_of_it_is_left_when_the_work_is_over_or_fails() -> None:
    before = set(threading.enumerate())
    with pytest.raises(ZeroDivisionError), progress("Working", StringIO()):
        raise ZeroDivisionError
    assert set(threading.enumerate()) == before


def _calls_in(node: ast.AST, *, within: bool) -> list[tuple[int, str, bool]]:
    """The line and the name of each call of slow work, and whether a sign is given meanwhile."""
    found = []
    if isinstance(node, ast.With):
        within |= any("progress(" in ast.unparse(item.context_expr) for item in node.items)
    if isinstance(node, ast.Call):
        match node.func:
            case ast.Name(id=name) if name in SLOW:
                found.append((node.lineno, name, within))
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if (
                name in SLOW and owner in MODULES_WITH_SLOW_WORK
            ):
                found.append((node.lineno, f"{owner}.{name}", within))
    for child in ast.iter_child_nodes(node):
        found += _calls_in(child, within=within)
    return found


def test_every_command_that_may_take_long_gives_a_sign() -> None:
    found = {
        (path.relative_to(CLI).as_posix(), line, name): within
        for path in CLI.rglob("*.py")
        for line, name, within in _calls_in(ast.parse(path.read_text("utf-8")), within=False)
    }
    silent = {where for where, within in found.items() if not within}
    assert len(found) > 15
    assert {(file, name) for file, _, name in silent} == {
        ("doctor/case.py", "inspecting.status"),  # each finding is shown as it comes
        ("doctor/about_database.py", "soundness.problems"),
        ("doctor/about_quotes.py", "read"),
        ("daily_plans.py", "all_plans"),  # whoever asks gives the sign
        ("db/migrating.py", "back_up"),  # gives a sign itself
        ("db/copying.py", "back_up"),
        ("db/restoring.py", "inspecting.status"),  # asked before anything begins
    }
