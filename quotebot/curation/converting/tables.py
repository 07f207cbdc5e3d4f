"""CSV: a line that names the columns, then a quote a row, with its source."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from quotebot.core.quotes import Quote
from quotebot.curation.converting.rows import Contents, FoundRow, Refusals, our_name
from quotebot.curation.fields import NAMES, row_of, tidy
from quotebot.curation.problems import quoted

_DELIMITERS: Final = ",;\t"
# A spreadsheet takes a cell that starts so for a formula, and may run it.
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def write(quotes: Iterable[Quote]) -> str:
    """Every field of every quote; an apostrophe goes before what could be a formula."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(NAMES)
    for quote in quotes:
        row = row_of(quote)
        writer.writerow(_guarded(row.get(name, "")) for name in NAMES)
    return stream.getvalue()


def read(text: str, refusals: Refusals) -> Contents:
    """The rows, with commas, semicolons or tabs between the cells, as the first line has them."""
    head, *_ = text.lstrip("\n").split("\n", 1)
    lines = _lines(text, max(_DELIMITERS, key=head.count), refusals)
    _, names = next(lines, (1, []))
    columns = [our_name(name) for name in names]
    if not _is_head(columns, names, refusals):
        return Contents(())
    rows = tuple(
        FoundRow(_row(columns, cells), line)
        for line, cells in lines
        if _fits(cells, columns, line, refusals)
    )
    unused = [name for name, column in zip(names, columns, strict=True) if column is None and name]
    return Contents(rows, tuple(unused))


def _lines(text: str, delimiter: str, refusals: Refusals) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with the line in which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        refusals.add(line, f"this is not CSV ({error}): the rest was not read")


def _is_head(columns: Sequence[str | None], names: Sequence[str], refusals: Refusals) -> bool:
    for name in dict.fromkeys(each for each in columns if each and columns.count(each) > 1):
        same = [quoted(n) for n, column in zip(names, columns, strict=True) if column == name]
        refusals.add(1, f"{' and '.join(same)} are both the `{name}`: remove one of them")
    if "text" not in columns:
        refusals.add(1, "no column is called `text`: name the columns in the first line")
    return not refusals.found


def _fits(
    cells: Sequence[str], columns: Sequence[str | None], line: int, refusals: Refusals
) -> bool:
    if len(cells) == len(columns):
        return True
    message = f"{len(cells)} cells, but the first line names {len(columns)} columns"
    refusals.add(line, f"{message}: is a quotation mark or a comma missing?")
    return False


def _row(columns: Sequence[str | None], cells: Sequence[str]) -> dict[str, str]:
    values = {
        name: tidy(_unguarded(cell)) for name, cell in zip(columns, cells, strict=True) if name
    }
    return {name: value for name, value in values.items() if value}


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
