"""A bar for what takes long, and only where somebody looks."""

from collections.abc import Iterator
from io import StringIO

from quotebot.cli.progress import with_progress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def ticking(seconds: float) -> Iterator[float]:
    """A clock that is asked once at the start, and then after each item."""
    now = 0.0
    while True:
        yield now
        now += seconds


def written(stream: StringIO, seconds_each: float) -> str:
    clock = ticking(seconds_each)
    items = with_progress(range(10), "Looking", stream, lambda: next(clock))
    assert list(items) == list(range(10))
    return stream.getvalue()


def test_what_takes_long_shows_a_bar_to_its_end() -> None:
    bar = written(Terminal(), seconds_each=0.5)
    assert "Looking" in bar
    assert "100%" in bar
    assert "  50%" in bar or " 50%" in bar


def test_what_is_quick_shows_none() -> None:
    assert written(Terminal(), seconds_each=0.1) == ""


def test_a_file_or_a_pipe_gets_none() -> None:
    assert written(StringIO(), seconds_each=5) == ""
