"""Rows of text as columns that line up."""

from collections.abc import Sequence

from quotebot.cli.logs import one_line

_GAP = "  "


def in_columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The head and the rows, one a line; whatever they hold, no line steers the terminal."""
    lines = [[one_line(cell) for cell in row] for row in (head, *rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        _GAP.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
