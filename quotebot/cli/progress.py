"""A bar on a terminal for whatever takes longer than people wait without a sign."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import Final, TextIO, TypeVar

import click

T = TypeVar("T")
_PATIENCE: Final = 2.0  # seconds


def with_progress(
    items: Sequence[T],
    label: str,
    stream: TextIO,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[T]:
    """The items, and on a terminal a bar as soon as they have taken two seconds.

    Nothing is written to a stream that is no terminal.
    """
    begun = clock()
    bar = None
    with ExitStack() as stack:
        for done, item in enumerate(items, 1):
            yield item
            if bar is not None:
                bar.update(1)
            elif stream.isatty() and clock() - begun > _PATIENCE:
                bar = stack.enter_context(
                    click.progressbar(length=len(items), label=label, file=stream)
                )
                bar.update(done)
